using Leap.Ledger;
using Microsoft.Data.Sqlite;

namespace Leap.Benchmarks.Ledger;

/// <summary>Verifying a large ledger: sums and stored balances beside a bare scan, then all of it with lots and chain.</summary>
internal static class Verifying
{
    private const double ScanBar = 3;
    private const double SecondsPerTenMillion = 60;
    private const double FlatBar = 1.5;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        var books = await stage.LargeAsync();
        var postings = 2.0 * stage.History.Count;
        await using var connection = new SqliteConnection(books.Settings.ConnectionString);
        await connection.OpenAsync();
        await using var scan = connection.CreateCommand();
        scan.CommandText = "SELECT SUM(points) FROM postings";
        var seconds = await Race.RunAsync(stage.Size.LoadRounds, () => scan.ExecuteScalarAsync(), () => CheckBalancesAsync(books));
        yield return Line.Costs(
            $"SQLite: sums and balances of {postings:0} postings", seconds[0] * 1_000, seconds[1] * 1_000, " ms", ScanBar);

        await VerifyAsync(await stage.TenthAsync(), _ => { });
        var memory = new MemoryWatch(stage.History.Count);
        var whole = await Race.SecondsAsync(() => VerifyAsync(books, memory.Reach));
        var allowed = SecondsPerTenMillion * postings / 10_000_000;
        yield return Line.Costs("SQLite: the whole of verify, beside 60 s for ten million", allowed, whole, " s", 1);
        foreach (var line in memory.Lines("verify", FlatBar))
        {
            yield return line;
        }
    }

    private static async Task CheckBalancesAsync(Books books)
    {
        await using var db = books.Open();
        Expect(await new BalanceCheck(db, long.MaxValue).CheckStoredAsync(CancellationToken.None));
    }

    private static async Task VerifyAsync(Books books, Action<long> onProgress)
    {
        await using var db = books.Open();
        Expect((await new VerifyLedger(db, books.Calendar).RunAsync(asOf: null, onProgress, CancellationToken.None)).Difference);
    }

    private static void Expect(string? difference)
    {
        if (difference is not null)
        {
            throw new InvalidOperationException(difference);
        }
    }
}
