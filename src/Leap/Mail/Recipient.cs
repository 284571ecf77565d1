namespace Leap.Mail;

/// <summary>Who gets a mail.</summary>
/// <param name="PersonId">0 for an address that has no account yet.</param>
/// <param name="Language">The person's, else the firm's, else the programme's.</param>
public sealed record Recipient(long PersonId, string Name, string Address, string Language)
{
    /// <summary>Kinds of mail that the person switched off, between spaces (M3).</summary>
    public string DeclinedKinds { get; init; } = "";

    public bool Declines(string kind) => DeclinedKinds.Split(' ').Contains(kind, StringComparer.Ordinal);
}
