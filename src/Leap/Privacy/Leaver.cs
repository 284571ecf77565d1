namespace Leap.Privacy;

/// <summary>Who is being erased: what leads to them, read before it goes, and the name that takes its place.</summary>
/// <param name="Traces">Name, Latin name, alias and address, each as written; none is empty.</param>
/// <param name="Pseudonym">Drawn by lot; nothing keeps whose it is.</param>
public sealed record Leaver(long PersonId, IReadOnlyList<string> Traces, string Pseudonym, DateTime Now, DateOnly Today)
{
    /// <summary>Mails whose files go with them, by the part of their Message-ID before the @.</summary>
    public HashSet<string> MailFiles { get; } = new(StringComparer.Ordinal);
}
