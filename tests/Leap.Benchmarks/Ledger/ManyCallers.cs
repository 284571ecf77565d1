using System.Collections.Concurrent;
using System.Diagnostics;

namespace Leap.Benchmarks.Ledger;

/// <summary>Many callers at once against one: what waits is committed together, and nobody waits much longer than another.</summary>
internal static class ManyCallers
{
    private const int Callers = 64;
    private const int People = 5_000;
    private const double Bar = 2.5;
    private const double TailBar = 20;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        var size = stage.Size;
        await using var books = await Books.OnSqliteAsync();
        var earnings = new Earnings(books.Calendar.Today, People);
        var waits = new ConcurrentQueue<double>();
        var posts = size.Posts * Callers / 8;
        var seconds = await Race.RunAsync(size.Rounds, () => PostAsync(size.Posts), PostByAllAsync);
        yield return Line.Rates(
            $"SQLite: {Callers} callers beside one of ours", size.Posts / seconds[0], posts / seconds[1], Bar);

        var ordered = waits.Order().ToArray();
        yield return Line.Costs(
            $"SQLite: wait of {Callers} callers, p99 beside p50", At(ordered, 0.5), At(ordered, 0.99), " ms", TailBar);

        Task PostByAllAsync() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => PostAsync(posts / Callers, waits))));

        async Task PostAsync(int count, ConcurrentQueue<double>? into = null)
        {
            for (var i = 0; i < count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await books.PostAsync([earnings.Next()]);
                into?.Enqueue(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
    }

    private static double At(double[] ordered, double share) => ordered[(int)(ordered.Length * share)];
}
