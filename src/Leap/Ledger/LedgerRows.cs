using System.Data.Common;
using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Leap.Ledger;

/// <summary>
/// Writes pages of a history as they are: by statements that are compiled once on SQLite, by COPY on PostgreSQL. Needs a transaction.
/// </summary>
internal sealed class LedgerRows(LeapDb db)
{
    private const string Tables = "'entries', 'postings', 'lots', 'allocations'";

    private readonly DbTransaction transaction = db.Database.CurrentTransaction!.GetDbTransaction();
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private List<string> indexes = [];

    public async Task DropIndexesAsync(CancellationToken cancel)
    {
        var found = await db.Database.SqlQueryRaw<Index>(
            db.IsPostgres
                ? $"""
                   SELECT indexname AS name, indexdef AS sql FROM pg_indexes
                   WHERE schemaname = current_schema() AND tablename IN ({Tables}) AND indexname LIKE 'ix\_%'
                   """
                : $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({Tables})")
            .ToListAsync(cancel);
        indexes = found.ConvertAll(i => i.Sql);
        foreach (var index in found)
        {
            var drop = "DROP INDEX " + index.Name;
            await db.Database.ExecuteSqlRawAsync(drop, cancel);
        }
    }

    /// <summary>Makes them again, and lets new rows be counted from the last.</summary>
    public async Task CreateIndexesAsync(CancellationToken cancel)
    {
        foreach (var sql in indexes)
        {
            await db.Database.ExecuteSqlRawAsync(sql, cancel);
        }

        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                SELECT setval('entry_ids', COALESCE((SELECT MAX(id) FROM entries), 0) + 1, false),
                       setval(pg_get_serial_sequence('lots', 'id'), COALESCE((SELECT MAX(id) FROM lots), 0) + 1, false)
                """,
                cancel);
        }
    }

    public async Task InsertAsync(LedgerPage page, CancellationToken cancel)
    {
        await InsertAsync(
            "entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on)",
            page.Entries.Select(e => new object?[]
            {
                e.Id, e.Key, e.Kind, e.EffectiveOn, e.BookedAt, e.Cause, e.CorrectsId, e.ContentHash, e.ExpiresOn,
            }),
            cancel);
        var line = 0;
        var before = 0L;
        await InsertAsync(
            "postings (entry_id, line, account_id, points)",
            page.Postings.Select(p =>
            {
                line = p.EntryId == before ? line + 1 : 1;
                before = p.EntryId;
                return new object?[] { p.EntryId, line, p.AccountId, p.Points };
            }),
            cancel);
        await InsertAsync(
            "lots (id, account_id, entry_id, opened_on, expires_on, points, remaining, origin_lot_id)",
            page.Lots.Select(l => new object?[]
            {
                l.Id, l.AccountId, l.EntryId, l.OpenedOn, l.ExpiresOn, l.Points, l.Points, l.OriginLotId,
            }),
            cancel);
        await InsertAsync(
            "allocations (entry_id, lot_id, points)", page.Moves.Select(m => new object?[] { m.EntryId, m.LotId, m.Points }), cancel);
        await InsertAsync("links (entry_id, hash)", page.Links.Select(l => new object?[] { l.EntryId, l.Hash }), cancel);
    }

    private async Task InsertAsync(string table, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await CopyAsync(table, rows, cancel);
            return;
        }

        foreach (var row in rows)
        {
            if (!statements.TryGetValue(table, out var insert))
            {
                var places = string.Join(", ", Enumerable.Range(1, row.Length).Select(i => FormattableString.Invariant($"@{i}")));
                insert = new SqliteStatement(transaction.Connection!, $"INSERT INTO {table} VALUES ({places})", row.Length);
                statements.Add(table, insert);
            }

            for (var i = 0; i < row.Length; i++)
            {
                insert.Set(i + 1, row[i]);
            }

            insert.Run(transaction);
        }
    }

    private async Task CopyAsync(string table, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var copy = await ((NpgsqlConnection)transaction.Connection!).BeginBinaryImportAsync(
            $"COPY {table} FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var value in row)
            {
                await (value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, TypeOf(value), cancel));
            }
        }

        await copy.CompleteAsync(cancel);
    }

    private static NpgsqlDbType TypeOf(object value) => value switch
    {
        long => NpgsqlDbType.Bigint,
        int => NpgsqlDbType.Integer,
        DateOnly => NpgsqlDbType.Date,
        DateTime => NpgsqlDbType.TimestampTz,
        byte[] => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };

    private sealed record Index(string Name, string Sql);
}
