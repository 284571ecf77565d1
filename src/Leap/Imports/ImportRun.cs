using System.Runtime.CompilerServices;
using CsvHelper;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Imports;

/// <summary>
/// One file on its way in: reads rows in batches, keeps count, collects what is bad. Each batch is a transaction of its own; in a dry run
/// all of them lie inside one that is rolled back when the run is disposed.
/// </summary>
public sealed class ImportRun : IAsyncDisposable
{
    private const int BatchRows = 500;
    private const int RowMax = 64_000;

    /// <summary>A row that is too long is read to its end, so that those after it go in; beyond this its quotes never close.</summary>
    private const int RecordMax = 16 * 1024 * 1024;

    private const int ValueMax = 80;

    private readonly LeapDb db;
    private readonly TextReader file;
    private readonly ImportOptions options;
    private readonly List<BadRow> bad = [];
    private readonly HashSet<string> finishedGroups = new(StringComparer.Ordinal);
    private CsvHeader? header;
    private string? refusal;
    private long headerLines;
    private Write? rehearsal;
    private CsvMalformedReason? malformed;
    private int rows;
    private int added;
    private int changed;
    private int unchanged;

    private ImportRun(LeapDb db, TextReader file, ImportOptions options)
    {
        this.db = db;
        this.file = file;
        this.options = options;
    }

    /// <summary>What has happened so far.</summary>
    public ImportReport Report => new(rows, added, changed, unchanged, [.. bad.OrderBy(b => b.Line)])
    {
        Refusal = refusal,
        Separator = header?.Separator ?? ',',
        UnusedColumns = header?.Unused ?? [],
    };

    /// <summary>Keys that rows had, with the line of the first.</summary>
    internal Dictionary<string, long> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the header. Under a header that lacks a column the run holds no rows and its report says why.</summary>
    public static async Task<ImportRun> BeginAsync(
        LeapDb db, IImport import, TextReader file, ImportOptions options, CancellationToken cancel)
    {
        var run = new ImportRun(db, file, options);
        await run.ReadHeaderAsync(import, cancel);
        if (options.IsDryRun && run.refusal is null)
        {
            run.rehearsal = await db.BeginWriteAsync(cancel);
        }

        return run;
    }

    public void CountAdded(int count = 1) => added += count;

    public void CountChanged(int count = 1) => changed += count;

    public void CountUnchanged(int count = 1) => unchanged += count;

    /// <summary>Adds the fresh entity, or brings the tracked one to its values, its key aside; counts what it did.</summary>
    public void Put<TEntity>(TEntity? current, TEntity fresh)
        where TEntity : class
    {
        if (current is null)
        {
            db.Add(fresh);
            CountAdded();
            return;
        }

        var entry = db.Entry(current);
        foreach (var property in entry.Properties.Where(p => !p.Metadata.IsKey()))
        {
            property.CurrentValue = property.Metadata.GetGetter().GetClrValue(fresh);
        }

        CountSaved(current);
    }

    /// <summary>Whether two entities have the same values, their keys aside.</summary>
    public bool IsSame<TEntity>(TEntity one, TEntity other)
        where TEntity : class => db.Model.FindEntityType(typeof(TEntity))!.GetProperties()
        .Where(p => !p.IsKey())
        .All(p => p.GetValueComparer().Equals(p.GetGetter().GetClrValue(one), p.GetGetter().GetClrValue(other)));

    /// <summary>Counts a row whose tracked entities are these as changed or not, as their values say.</summary>
    public void CountSaved(params IEnumerable<object> current)
    {
        if (current.Any(IsModified))
        {
            changed++;
        }
        else
        {
            unchanged++;
        }
    }

    /// <summary>The good rows, some hundreds at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Taken<TRow>>> BatchesAsync<TRow>(
        Func<ImportRow, TRow> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var batch in GroupsAsync(read, together: null, cancel))
        {
            yield return [.. batch.Select(g => g[0])];
        }
    }

    /// <summary>
    /// The same for rows that make one thing together: neighbours with one key. A group with a bad row is bad as a whole, and so is one
    /// that goes on further down in the file.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<IReadOnlyList<Taken<TRow>>>> GroupsAsync<TRow>(
        Func<ImportRow, TRow> read, Func<ImportRow, string>? together, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<IReadOnlyList<Taken<TRow>>> batch = [];
        List<Taken<TRow>> group = [];
        var key = "";
        var taken = 0;
        await foreach (var row in RowsAsync(cancel))
        {
            var next = together?.Invoke(row) ?? "";
            if (group.Count > 0 && (together is null || !string.Equals(next, key, StringComparison.Ordinal)))
            {
                Finish(group, key, batch);
                group = [];
                if (taken >= BatchRows)
                {
                    yield return batch;
                    options.Progress?.Report(row.Line - 1);
                    batch = [];
                    taken = 0;
                }
            }

            key = next;
            taken++;
            group.Add(new(row, row.IsGood ? read(row) : default!));
        }

        Finish(group, key, batch);
        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    internal void Note(long line, string column, string value, string reasonKey, ReadOnlySpan<(string Name, object? Value)> with)
    {
        bad.Add(new(line, column, Cut(value), options.Locale.Text(reasonKey, with)));
    }

    public async ValueTask DisposeAsync()
    {
        if (rehearsal is not null)
        {
            await rehearsal.DisposeAsync();
        }
    }

    private bool IsModified(object entity)
    {
        var entry = db.Entry(entity);
        entry.DetectChanges();
        return entry.State == EntityState.Modified;
    }

    private async Task ReadHeaderAsync(IImport import, CancellationToken cancel)
    {
        string? line;
        do
        {
            line = await file.ReadLineAsync(cancel);
            headerLines++;
        }
        while (line is not null && string.IsNullOrWhiteSpace(line));

        header = line is null || line.Length > RowMax ? null : CsvHeader.Read(line, import);
        refusal = header is null
            ? options.Locale.Text("import.file.no_header", ("columns", string.Join(",", import.Columns)))
            : header.Refusal(import, options.Locale);
    }

    private static string Cut(string value)
    {
        if (value.Length <= ValueMax)
        {
            return value;
        }

        var length = char.IsHighSurrogate(value[ValueMax - 1]) ? ValueMax - 1 : ValueMax;
        return string.Concat(value.AsSpan(0, length), "…");
    }

    private void Finish<TRow>(List<Taken<TRow>> group, string key, List<IReadOnlyList<Taken<TRow>>> batch)
    {
        if (group.Count == 0)
        {
            return;
        }

        if (key.Length > 0 && !finishedGroups.Add(key))
        {
            group.ForEach(t => t.Row.Complain("", "import.reason.scattered"));
            return;
        }

        var wrong = group.Find(t => !t.Row.IsGood);
        if (wrong is null)
        {
            batch.Add(group);
            return;
        }

        foreach (var other in group.Where(t => t.Row.IsGood))
        {
            other.Row.Complain("", "import.reason.neighbour", ("line", wrong.Row.Line));
        }
    }

    private async IAsyncEnumerable<ImportRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (refusal is not null)
        {
            yield break;
        }

        await using var reader = CsvReader.Create(file, Options(header!.Separator), leaveOpen: true);
        while (await ReadAsync(reader, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            var cells = reader.Current.ToArray();
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            {
                continue;
            }

            rows++;
            var row = new ImportRow(this, header, headerLines + reader.LineNumber, cells);
            Check(row, cells);
            yield return row;
        }
    }

    /// <summary>A row that never ends is a quotation mark that was never closed: nothing after it can be told apart.</summary>
    private async Task<bool> ReadAsync(CsvReader reader, CancellationToken cancel)
    {
        malformed = null;
        try
        {
            return await reader.ReadAsync(cancel);
        }
        catch (CsvFormatException endless)
        {
            rows++;
            Note(headerLines + endless.LineNumber, "", "", "import.reason.endless", []);
            return false;
        }
    }

    private void Check(ImportRow row, string[] cells)
    {
        if (malformed is not null)
        {
            row.Complain("", malformed == CsvMalformedReason.UnterminatedQuote ? "import.reason.endless" : "import.reason.quote");
        }
        else if (cells.Length != header!.Width)
        {
            row.Complain("", "import.reason.cells", ("expected", header.Width), ("found", cells.Length));
        }
        else if (cells.Sum(c => c.Length) > RowMax)
        {
            row.Complain("", "import.reason.row_too_long", ("most", RowMax));
        }
        else if (Array.Exists(cells, c => c.Length > ImportRow.CellMax))
        {
            row.Complain("", "import.reason.cell_too_long", ("most", ImportRow.CellMax));
        }
    }

    private CsvReaderOptions Options(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        TrackLineNumbers = true,
        MaxRecordSize = RecordMax,
        OnMalformedRecord = record => malformed = record.Reason,
    };
}

/// <summary>A row and what was read from it.</summary>
public sealed record Taken<TRow>(ImportRow Row, TRow Value);
