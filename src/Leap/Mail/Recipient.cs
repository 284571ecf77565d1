namespace Leap.Mail;

/// <summary>Who gets a mail.</summary>
/// <param name="Language">The person's, else the firm's, else the programme's.</param>
public sealed record Recipient(long PersonId, string Name, string Address, string Language);
