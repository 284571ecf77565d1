using Leap.Ledger;
using Microsoft.Data.Sqlite;

namespace Leap.Benchmarks.Ledger;

/// <summary>
/// The rows of an earning written by prepared statements on one connection, as fast as this driver can: no checks, no look for debts, the
/// id counted in memory.
/// </summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand entry;
    private readonly SqliteCommand postings;
    private readonly SqliteCommand account;
    private readonly SqliteCommand lot;
    private readonly byte[] hash = new byte[32];

    public RawSqlite(Books books)
    {
        connection = new SqliteConnection(books.Settings.ConnectionString);
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -32000");
        begin = Prepare("BEGIN IMMEDIATE", 0);
        commit = Prepare("COMMIT", 0);
        entry = Prepare(
            "INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO NOTHING",
            9);
        postings = Prepare("INSERT INTO postings (entry_id, line, account_id, points) VALUES ($1, 1, $2, $3), ($1, 2, $4, $5)", 5);
        account = Prepare(
            "INSERT INTO accounts (id, kind, owner_id, points) VALUES ($1, $2, $3, $4) "
            + "ON CONFLICT (id) DO UPDATE SET points = points + excluded.points",
            4);
        lot = Prepare(
            "INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining) VALUES ($1, $2, $3, $4, $5, $5)", 5);
    }

    public SqliteConnection Connection => connection;

    public void Post(Earnings earnings, int count)
    {
        begin.ExecuteNonQuery();
        for (var i = 0; i < count; i++)
        {
            Insert(earnings);
        }

        commit.ExecuteNonQuery();
    }

    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter(FormattableString.Invariant($"${i}"), null));
        }

        command.Prepare();
        return command;
    }

    public static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();

    private void Insert(Earnings earnings)
    {
        long number = earnings.NextNumber();
        var person = earnings.PersonOf((int)number);
        var available = AccountRef.Available(person).Id;
        Run(
            entry, number, Earnings.KeyOf((int)number), "Earned", earnings.Today, Earnings.Now, "benchmark", null, hash,
            earnings.ExpiresOn);
        Run(postings, number, AccountRef.Issued.Id, -Earnings.Points, available, Earnings.Points);
        Run(account, available, "Available", person, Earnings.Points);
        Run(lot, available, number, earnings.Today, earnings.ExpiresOn, Earnings.Points);
    }
}
