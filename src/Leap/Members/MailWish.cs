namespace Leap.Members;

/// <summary>Which mails a person wants (M3).</summary>
/// <param name="Wanted">Of the kinds that can be declined.</param>
public sealed record MailWish(IReadOnlyList<string> Wanted, StatementRhythm Rhythm);
