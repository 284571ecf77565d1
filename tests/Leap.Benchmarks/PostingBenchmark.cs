using System.Diagnostics;
using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leap.Benchmarks;

/// <summary>
/// Posting on SQLite beside the same rows written raw, in one run: the ratio is the result, the rates depend on the machine. Raw writes
/// entry, postings, balance and lot by prepared statements with the same durability, without hashes, checks or idempotency.
/// </summary>
internal static class PostingBenchmark
{
    private const int Batch = 1_000;
    private const int People = 5_000;
    private const int Rounds = 3;

    public static async Task RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("leap-benchmark-").FullName;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} entries, batches of {Batch}, best of {Rounds} rounds each, in turns"));
        try
        {
            var (raw, ours) = (0.0, 0.0);
            for (var round = 0; round < Rounds; round++)
            {
                raw = Math.Max(raw, count / await TimeAsync(folder, $"raw{round}.db", db => WriteRawAsync(db, count)));
                ours = Math.Max(ours, count / await TimeAsync(folder, $"ours{round}.db", db => PostAsync(db, count)));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"raw   {raw,10:0} entries a second"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Leap  {ours,10:0} entries a second"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {ours / raw,10:0.00}"));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Seconds that the work takes on a migrated database of its own.</summary>
    private static async Task<double> TimeAsync(string folder, string name, Func<LeapDb, Task> work)
    {
        var settings = new LeapSettings { Database = $"Data Source={Path.Combine(folder, name)}" };
        var options = new DbContextOptionsBuilder<LeapDb>();
        DatabaseSetup.Configure(options, settings);
        await using var db = new LeapDb(options.Options);
        await new Upgrade(db, settings).RunAsync(CancellationToken.None);
        var start = Stopwatch.GetTimestamp();
        await work(db);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task PostAsync(LeapDb db, int count)
    {
        var calendar = new Programmes.Calendar(TimeProvider.System, new LeapSettings());
        var journal = new Journal(db, calendar);
        foreach (var batch in Enumerable.Range(1, count).Chunk(Batch))
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await journal.PostAsync([.. batch.Select(i => ToEntry(i, calendar.Today))], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }
    }

    private static NewEntry ToEntry(int number, DateOnly day) => new(
        Key(number),
        EntryKind.Earned,
        day,
        "benchmark",
        [new Leg(AccountRef.Issued, -10), new Leg(AccountRef.Available((number % People) + 1), 10)])
    {
        ExpiresOn = day.AddYears(1),
    };

    private static string Key(int number) => number.ToString("'benchmark/'00000000", CultureInfo.InvariantCulture);

    private static async Task WriteRawAsync(LeapDb db, int count)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        foreach (var batch in Enumerable.Range(1, count).Chunk(Batch))
        {
            await using var transaction = connection.BeginTransaction();
            await using var entry = Command(
                connection,
                transaction,
                "INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, content_hash, chain_hash) "
                + "VALUES ($a, $b, 'Earned', '2026-01-01', '2026-01-01 00:00:00', 'benchmark', x'00', x'00')");
            await using var posting = Command(
                connection, transaction, "INSERT INTO postings (entry_id, line, account_id, points) VALUES ($a, $b, $b, 10)");
            await using var account = Command(
                connection,
                transaction,
                "INSERT INTO accounts (id, kind, owner_id, points) VALUES ($a, 'Available', $b, 10) "
                + "ON CONFLICT (id) DO UPDATE SET points = accounts.points + 10");
            await using var lot = Command(
                connection,
                transaction,
                "INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining) "
                + "VALUES ($a, $b, '2026-01-01', '2027-01-01', 10, 10)");
            foreach (var number in batch)
            {
                var person = (number % People) + 1;
                Run(entry, number, Key(number));
                Run(posting, number, 1);
                Run(posting, number, 2);
                Run(account, AccountRef.Available(person).Id, person);
                Run(lot, AccountRef.Available(person).Id, number);
            }

            await transaction.CommitAsync();
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        var command = new SqliteCommand(sql, connection, transaction);
        command.Parameters.Add(new SqliteParameter("$a", null));
        command.Parameters.Add(new SqliteParameter("$b", null));
        return command;
    }

    private static void Run(SqliteCommand command, object a, object b)
    {
        command.Parameters[0].Value = a;
        command.Parameters[1].Value = b;
        command.ExecuteNonQuery();
    }
}
