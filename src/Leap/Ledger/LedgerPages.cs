using System.Data.Common;
using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Ledger;

/// <summary>
/// Reads everything that was booked in the order of entries, a page at a time, so that memory stays flat: the whole ledger can be checked,
/// or written to a file, in one pass. Needs a transaction that sees one moment.
/// </summary>
internal sealed class LedgerPages : IAsyncDisposable
{
    private const int PageEntries = 4_000;

    private readonly DbTransaction transaction;
    private readonly DbCommand entries;
    private readonly DbCommand postings;
    private readonly DbCommand allocations;
    private readonly DbCommand lots;
    private readonly DbCommand links;

    public LedgerPages(LeapDb db)
    {
        transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        entries = Command("id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on", "entries", "id", "id");
        postings = Command("entry_id, account_id, points", "postings", "entry_id", "entry_id, line");
        allocations = Command("entry_id, lot_id, points", "allocations", "entry_id", "entry_id, lot_id");
        lots = Command("entry_id, id, account_id, opened_on, expires_on, points, origin_lot_id", "lots", "entry_id", "entry_id, id");
        links = Command("entry_id, hash", "links", "entry_id", "entry_id");
    }

    /// <summary>Pages up to an entry, included. The next page is read while the caller works on one.</summary>
    public async IAsyncEnumerable<LedgerPage> ReadAsync(
        long upToEntryId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var next = Task.Run(() => ReadPage(0, upToEntryId), cancel);
        while (true)
        {
            var page = await next;
            if (page.UntilId >= upToEntryId)
            {
                yield return page;
                yield break;
            }

            next = Task.Run(() => ReadPage(page.UntilId, upToEntryId), cancel);
            try
            {
                yield return page;
            }
            finally
            {
                // Whoever stops early must not leave the connection to a reader that still runs.
                await Task.WhenAny(next);
            }
        }
    }

    private LedgerPage ReadPage(long afterId, long upToEntryId)
    {
        var untilId = Math.Min(upToEntryId, afterId + PageEntries);
        return new LedgerPage(
            untilId,
            Rows(entries, afterId, untilId, static r => new EntryRow(
                r.GetInt64(0),
                r.GetString(1),
                r.GetString(2),
                r.GetFieldValue<DateOnly>(3),
                DateTime.SpecifyKind(r.GetDateTime(4), DateTimeKind.Utc),
                r.GetString(5),
                r.IsDBNull(6) ? null : r.GetInt64(6),
                r.GetFieldValue<byte[]>(7),
                r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8))),
            Rows(postings, afterId, untilId, static r => new PostingRow(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))),
            Rows(allocations, afterId, untilId, static r => new LotMove(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))),
            Rows(lots, afterId, untilId, static r => new LotRow(
                r.GetInt64(0),
                r.GetInt64(1),
                r.GetInt64(2),
                r.GetFieldValue<DateOnly>(3),
                r.GetFieldValue<DateOnly>(4),
                r.GetInt64(5),
                r.IsDBNull(6) ? null : r.GetInt64(6))),
            Rows(links, afterId, untilId, static r => new LinkRow(r.GetInt64(0), r.GetFieldValue<byte[]>(1))));
    }

    private static List<T> Rows<T>(DbCommand command, long afterId, long untilId, Func<DbDataReader, T> read)
    {
        command.Parameters[0].Value = afterId;
        command.Parameters[1].Value = untilId;
        var rows = new List<T>(PageEntries);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private DbCommand Command(string columns, string table, string id, string order)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {columns} FROM {table} WHERE {id} > @after AND {id} <= @until ORDER BY {order}";
        foreach (var name in (string[])["after", "until"])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in (DbCommand[])[entries, postings, allocations, lots, links])
        {
            await command.DisposeAsync();
        }
    }
}

/// <summary>Rows of the entries after one and up to another, each list by ascending entry.</summary>
internal sealed record LedgerPage(
    long UntilId,
    List<EntryRow> Entries,
    List<PostingRow> Postings,
    List<LotMove> Moves,
    List<LotRow> Lots,
    List<LinkRow> Links);

internal readonly record struct EntryRow(
    long Id,
    string Key,
    string Kind,
    DateOnly EffectiveOn,
    DateTime BookedAt,
    string Cause,
    long? CorrectsId,
    byte[] ContentHash,
    DateOnly? ExpiresOn);

internal readonly record struct PostingRow(long EntryId, long AccountId, long Points);

internal readonly record struct LotRow(
    long EntryId, long Id, long AccountId, DateOnly OpenedOn, DateOnly ExpiresOn, long Points, long? OriginLotId);

internal readonly record struct LinkRow(long EntryId, byte[] Hash);
