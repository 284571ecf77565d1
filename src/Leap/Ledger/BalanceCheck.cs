using System.Globalization;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>Holds what is stored about accounts and lots against the sums of postings and allocations; the database compares.</summary>
internal sealed class BalanceCheck(LeapDb db, long upToEntryId)
{
    /// <summary>The kinds that may not fall below zero, as the low four bits of an account's id tell them.</summary>
    private static readonly string Floors = string.Join(
        ", ",
        Enum.GetValues<AccountKind>()
            .Where(k => new AccountRef(k, 1).HasFloor)
            .Select(k => ((int)k).ToString(CultureInfo.InvariantCulture)));

    private static readonly string Debt = ((int)AccountKind.Debt).ToString(CultureInfo.InvariantCulture);

    private static readonly string Available = ((int)AccountKind.Available).ToString(CultureInfo.InvariantCulture);

    /// <summary>A kind's name by the low four bits of an account's id.</summary>
    private static readonly string KindOfId = "CASE a.id & 15 " + string.Join(
        ' ', Enum.GetValues<AccountKind>().Select(k => string.Create(CultureInfo.InvariantCulture, $"WHEN {(int)k} THEN '{k}'"))) + " END";

    public async Task<string?> CheckStoredAsync(CancellationToken cancel)
    {
        var account = await FirstAsync(
            $"""
            SELECT s.account_id AS id, s.points AS expected, a.points AS found
            FROM (SELECT account_id, SUM(points) AS points FROM postings GROUP BY account_id) s
            LEFT JOIN accounts a ON a.id = s.account_id
            WHERE a.id IS NULL OR (s.account_id > 15 AND (a.points IS NULL OR a.points <> s.points))
               OR (s.points < 0 AND (s.account_id & 15) IN ({Floors}))
               OR (s.points > 0 AND (s.account_id & 15) = {Debt})
            ORDER BY s.account_id LIMIT 1
            """,
            cancel)
            ?? await FirstAsync(
                """
                SELECT a.id AS id, 0 AS expected, a.points AS found FROM accounts a
                WHERE a.id > 15 AND a.points <> 0 AND NOT EXISTS (SELECT 1 FROM postings p WHERE p.account_id = a.id)
                ORDER BY a.id LIMIT 1
                """,
                cancel);
        if (account is null)
        {
            return await CheckNamesAsync(cancel);
        }

        return account.Expected == account.Found
            ? SayBounds(account)
            : Say($"account {AccountRef.FromId(account.Id)}: stored balance", account.Expected, account.Found);
    }

    /// <summary>An account's kind and owner are in its id, and beside it for those who read by them.</summary>
    private async Task<string?> CheckNamesAsync(CancellationToken cancel)
    {
        var account = await FirstAsync(
            $"""
            SELECT a.id AS id, a.id >> 4 AS expected, a.owner_id AS found FROM accounts a
            WHERE a.owner_id <> a.id >> 4 OR a.kind <> {KindOfId}
            ORDER BY a.id LIMIT 1
            """,
            cancel);
        return account is null
            ? null
            : Say($"account {AccountRef.FromId(account.Id)}: kind and owner", "those of its id", "others");
    }

    public async Task<string?> CheckStoredLotsAsync(CancellationToken cancel)
    {
        var lot = await FirstAsync(
            """
            SELECT l.id AS id, l.points - COALESCE(t.taken, 0) AS expected, l.remaining AS found
            FROM lots l
            LEFT JOIN (SELECT lot_id, SUM(points) AS taken FROM allocations GROUP BY lot_id) t ON t.lot_id = l.id
            WHERE l.remaining < 0 OR l.remaining > l.points OR l.remaining <> l.points - COALESCE(t.taken, 0)
            ORDER BY l.id LIMIT 1
            """,
            cancel);
        if (lot is not null)
        {
            return Say(string.Create(CultureInfo.InvariantCulture, $"lot {lot.Id}: remaining points"), lot.Expected, lot.Found);
        }

        // The plus keeps SQLite from following the account's index, which would fetch every lot by itself.
        var account = await FirstAsync(
            """
            SELECT s.account_id AS id, a.points AS expected, s.points AS found
            FROM (SELECT account_id, SUM(remaining) AS points FROM lots GROUP BY +account_id, account_id) s
            JOIN accounts a ON a.id = s.account_id
            WHERE a.points <> s.points
            ORDER BY s.account_id LIMIT 1
            """,
            cancel)
            ?? await FirstAsync(
                $"""
                SELECT a.id AS id, a.points AS expected, 0 AS found FROM accounts a
                WHERE (a.id & 15) = {Available} AND a.points <> 0 AND NOT EXISTS (SELECT 1 FROM lots l WHERE l.account_id = a.id)
                ORDER BY a.id LIMIT 1
                """,
                cancel);
        return account is null
            ? null
            : Say($"account {AccountRef.FromId(account.Id)}: points in open lots", account.Expected, account.Found);
    }

    /// <summary>At an earlier moment nothing is stored: no balance was out of bounds, and lots held what was available.</summary>
    public async Task<string?> CheckEarlierAsync(CancellationToken cancel)
    {
        var account = await FirstAsync(
            $"""
            SELECT account_id AS id, 0 AS expected, SUM(points) AS found FROM postings WHERE entry_id <= @upTo
            GROUP BY account_id
            HAVING (SUM(points) < 0 AND (account_id & 15) IN ({Floors})) OR (SUM(points) > 0 AND (account_id & 15) = {Debt})
            ORDER BY account_id LIMIT 1
            """,
            cancel);
        if (account is not null)
        {
            return SayBounds(account);
        }

        account = await FirstAsync(
            $"""
            SELECT p.account_id AS id, p.points AS expected, COALESCE(l.points, 0) AS found
            FROM (SELECT account_id, SUM(points) AS points FROM postings WHERE entry_id <= @upTo GROUP BY account_id) p
            LEFT JOIN (
                SELECT account_id, SUM(points) AS points FROM (
                    SELECT account_id, points FROM lots WHERE entry_id <= @upTo
                    UNION ALL
                    SELECT l.account_id, -a.points FROM allocations a JOIN lots l ON l.id = a.lot_id WHERE a.entry_id <= @upTo) moved
                GROUP BY account_id) l ON l.account_id = p.account_id
            WHERE (p.account_id & 15) = {Available} AND p.points <> COALESCE(l.points, 0)
            ORDER BY p.account_id LIMIT 1
            """,
            cancel);
        return account is null ? null : Say($"account {AccountRef.FromId(account.Id)}: points in lots", account.Expected, account.Found);
    }

    public async Task<IReadOnlyDictionary<AccountKind, long>> TotalsAsync(CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            SELECT account_id & 15 AS id, CAST(SUM(points) AS bigint) AS expected, CAST(0 AS bigint) AS found
            FROM (SELECT account_id, SUM(points) AS points FROM postings WHERE +entry_id <= {upToEntryId} GROUP BY account_id) s
            GROUP BY account_id & 15
            """).ToListAsync(cancel);
        return rows.ToDictionary(r => (AccountKind)r.Id, r => r.Expected);
    }

    private async Task<Row?> FirstAsync(string sql, CancellationToken cancel)
    {
        var upTo = db.IsPostgres
            ? new Npgsql.NpgsqlParameter("upTo", upToEntryId)
            : (System.Data.Common.DbParameter)new Microsoft.Data.Sqlite.SqliteParameter("@upTo", upToEntryId);
        var first =
            $"SELECT CAST(id AS bigint) AS id, CAST(expected AS bigint) AS expected, CAST(found AS bigint) AS found FROM ({sql}) first";
        var query = sql.Contains("@upTo", StringComparison.Ordinal)
            ? db.Database.SqlQueryRaw<Row>(first, upTo)
            : db.Database.SqlQueryRaw<Row>(first);
        return (await query.ToListAsync(cancel)).FirstOrDefault();
    }

    /// <summary>Of a balance that no account of its kind can have.</summary>
    private static string SayBounds(Row account) =>
        Say($"account {AccountRef.FromId(account.Id)}: balance", account.Found > 0 ? "0 or less" : "0 or more", account.Found);

    private static string Say(string what, object expected, object? found) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}, expected {expected}, found {found ?? "none"}");

    /// <param name="Found">Null: no row, or nothing stored.</param>
    private sealed record Row(long Id, long Expected, long? Found);
}
