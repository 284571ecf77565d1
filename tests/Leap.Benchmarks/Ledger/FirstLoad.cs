namespace Leap.Benchmarks.Ledger;

/// <summary>A history into an empty ledger: ours reads an export and checks every hash, the raw program only writes.</summary>
internal static class FirstLoad
{
    private const int WarmUpEntries = 20_000;
    private const double Bar = 0.4;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        await LoadAsync(stage, new History(WarmUpEntries, stage.Size.People), rounds: 1);
        var (raw, ours) = await LoadAsync(stage, stage.History, stage.Size.LoadRounds);
        var postings = 2.0 * stage.History.Count;
        yield return Line.Rates($"SQLite: postings of a first load of {postings:0}", postings / raw, postings / ours, Bar);
    }

    private static async Task<(double Raw, double Ours)> LoadAsync(Stage stage, History history, int rounds)
    {
        await using var file = await Books.OnSqliteAsync();
        var path = Path.Combine(file.Folder, "history.csv");
        await history.WriteAsync(path);
        var (raw, ours) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            await using var rawBooks = await Books.OnSqliteAsync();
            raw = Math.Min(raw, await Race.SecondsAsync(() => Task.Run(() => RawLoad.Run(rawBooks, history))));
            var books = await Books.OnSqliteAsync();
            await stage.KeepLargeAsync(books);
            ours = Math.Min(ours, await Race.SecondsAsync(() => Stage.LoadAsync(books, path)));
        }

        return (raw, ours);
    }
}
