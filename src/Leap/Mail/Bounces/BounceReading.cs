namespace Leap.Mail.Bounces;

/// <summary>What a mail to the address of bounces says, before anybody believes it.</summary>
/// <param name="Status">RFC 3463, of the recipient that fared worst; empty when none is said.</param>
/// <param name="Recipients">Whom it names; reports without a machine's part may name none.</param>
/// <param name="Tokens">What may be a token of <see cref="MailSeal"/>, in the order of trust; none was opened yet.</param>
public sealed record BounceReading(
    BounceResult Result, string Status, IReadOnlyList<BouncedRecipient> Recipients, IReadOnlyList<string> Tokens);

/// <param name="Address">As the server names it, which may be where the mail was forwarded to.</param>
/// <param name="Action">RFC 3464, in lower case; empty when none is said.</param>
public sealed record BouncedRecipient(string Address, string Action, string Status, BounceResult Result);
