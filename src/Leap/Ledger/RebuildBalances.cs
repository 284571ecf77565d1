using Leap.Audit;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Writes the stored balances and what remains in lots anew from postings and allocations, in one transaction, and says what differed
/// (L4). For the day after someone edited the database by hand; in a sound one it changes nothing.
/// </summary>
public sealed class RebuildBalances(LeapDb db, AuditLog auditLog)
{
    /// <param name="Stored">What was stored before; null: nothing.</param>
    public sealed record Difference(string Place, long? Stored, long Rebuilt);

    public async Task<IReadOnlyList<Difference>> RunAsync(CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (db.IsPostgres)
        {
            // Whoever posts comes to the accounts before the lots: this one lock keeps them all out, and a second could meet them halfway.
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE accounts IN EXCLUSIVE MODE", cancel);
        }

        var accounts = await RowsAsync(Accounts, cancel);
        var lots = await RowsAsync(Lots, cancel);
        await ApplyAsync(cancel);
        auditLog.Add(new AuditEntry(AuditAction.BalancesRebuilt, AuditObject.Ledger, "balances")
        {
            After = [(AuditField.Differences, accounts.Count + lots.Count)],
        });
        await write.CommitAsync(cancel);
        return
        [
            .. accounts.Select(r => new Difference($"account {AccountRef.FromId(r.Id)}", r.Stored, r.Rebuilt)),
            .. lots.Select(r => new Difference(FormattableString.Invariant($"lot {r.Id}"), r.Stored, r.Rebuilt)),
        ];
    }

    /// <summary>Inside the caller's transaction, without looking for differences.</summary>
    internal async Task ApplyAsync(CancellationToken cancel)
    {
        foreach (var kind in Enum.GetValues<AccountKind>().Where(k => new AccountRef(k, 1).HasStoredBalance))
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO accounts (id, kind, owner_id, points)
                SELECT DISTINCT account_id, {kind.ToString()}, account_id >> 4, 0 FROM postings
                WHERE (account_id & 15) = {(long)kind} AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = account_id)
                """,
                cancel);
        }

        await db.Database.ExecuteSqlRawAsync(
            """
            UPDATE accounts SET points = s.points
            FROM (SELECT account_id, SUM(points) AS points FROM postings GROUP BY account_id) s
            WHERE s.account_id = accounts.id AND accounts.id > 15 AND (accounts.points IS NULL OR accounts.points <> s.points)
            """,
            cancel);
        await db.Database.ExecuteSqlRawAsync(
            """
            UPDATE accounts SET points = 0
            WHERE id > 15 AND (points IS NULL OR points <> 0) AND NOT EXISTS (SELECT 1 FROM postings p WHERE p.account_id = accounts.id)
            """,
            cancel);
        await db.Database.ExecuteSqlRawAsync($"UPDATE lots SET remaining = {Remaining} WHERE remaining <> {Remaining}", cancel);
    }

    private const string Remaining =
        "points - COALESCE((SELECT SUM(a.points) FROM allocations a WHERE a.lot_id = lots.id), 0)";

    private const string Lots =
        $"SELECT id, remaining AS stored, {Remaining} AS rebuilt FROM lots WHERE remaining <> {Remaining} ORDER BY id";

    private const string Accounts =
        """
        SELECT s.account_id AS id, a.points AS stored, s.points AS rebuilt
        FROM (SELECT account_id, SUM(points) AS points FROM postings GROUP BY account_id) s
        LEFT JOIN accounts a ON a.id = s.account_id
        WHERE s.account_id > 15 AND (a.points IS NULL OR a.points <> s.points)
        UNION ALL
        SELECT a.id, a.points, 0 FROM accounts a
        WHERE a.id > 15 AND (a.points IS NULL OR a.points <> 0) AND NOT EXISTS (SELECT 1 FROM postings p WHERE p.account_id = a.id)
        ORDER BY 1
        """;

    private Task<List<Row>> RowsAsync(string sql, CancellationToken cancel)
    {
        var whole = $"SELECT CAST(id AS bigint) AS id, CAST(stored AS bigint) AS stored, CAST(rebuilt AS bigint) AS rebuilt FROM ({sql}) r";
        return db.Database.SqlQueryRaw<Row>(whole).ToListAsync(cancel);
    }

    private sealed record Row(long Id, long? Stored, long Rebuilt);
}
