namespace Leap.Mail;

/// <summary>What a mail says, in the recipient's language, before it takes the form of HTML and plain text.</summary>
/// <param name="Preheader">The line that mail programs show beside the subject; not shown in the opened mail.</param>
public sealed record MailDocument(string Subject, string Preheader, IReadOnlyList<MailBlock> Blocks);
