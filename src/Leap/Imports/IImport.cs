using Leap.Locales;

namespace Leap.Imports;

/// <summary>
/// Takes one subject's rows from a CSV file. Good rows go in, each bad cell comes back with its line and a reason, and the same file again
/// changes nothing. The formats are in the README.
/// </summary>
public interface IImport
{
    /// <summary>The word for it on the command line: `people`, `sell-out`.</summary>
    string Subject { get; }

    /// <summary>Columns without which a file is refused, in the order of the documented format.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Columns that are read where the file has them.</summary>
    IReadOnlyList<string> OptionalColumns => [];

    Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel);
}

/// <summary>How to import, and in which language to say what is wrong.</summary>
public sealed record ImportOptions(Locale Locale)
{
    /// <summary>All is done, with all checks, inside one transaction that is then rolled back.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The firm whose file it is; null: the programme's, which names firms itself.</summary>
    public long? FirmId { get; init; }

    /// <summary>Whether people whom the file adds are invited by mail.</summary>
    public bool SendsInvitations { get; init; }

    /// <summary>Who imports; null: whoever runs the program.</summary>
    public long? StaffId { get; init; }

    /// <summary>Told the number of the last line that is done, after each batch.</summary>
    public IProgress<long>? Progress { get; init; }
}
