using Leap.Ledger;

namespace Leap.Benchmarks.Ledger;

/// <summary>Posting on PostgreSQL by one client and by sixteen, beside one raw statement and beside pgledger.</summary>
internal static class PostgresClients
{
    private const int People = 5_000;
    private const int Many = 16;
    private const double Bar = 0.6;
    private const double PeerBar = 1;

    public static async IAsyncEnumerable<Line> RunAsync(Stage stage)
    {
        var size = stage.Size;
        if (!Books.HasPostgres)
        {
            yield break;
        }

        foreach (var clients in (int[])[1, Many])
        {
            await using var rawBooks = await Books.OnPostgresAsync();
            await using var peerBooks = await Books.OnPostgresAsync();
            await using var books = await Books.OnPostgresAsync();
            var raws = await OpenAsync(clients, () => RawPostgres.OpenAsync(rawBooks));
            var peers = await PgLedger.OpenAsync(peerBooks, People, clients);
            var rawEarnings = new Earnings(books.Calendar.Today, People);
            var peerEarnings = new Earnings(books.Calendar.Today, People);
            var earnings = new Earnings(books.Calendar.Today, People);
            var posts = size.Posts * (clients == 1 ? 2 : 12);
            var peerPosts = posts / 4;
            var seconds = await Race.RunAsync(
                size.Rounds,
                () => PostAsync(clients, posts, client => raws[client].PostOneAsync(rawEarnings)),
                () => PostAsync(clients, peerPosts, client => peers[client].PostAsync(peerEarnings)),
                () => PostAsync(clients, posts, _ => books.PostAsync([earnings.Next()])));
            var who = clients == 1 ? "1 client" : FormattableString.Invariant($"{clients} clients");
            var work = $"PostgreSQL: one entry, {who}";
            yield return Line.Rates(work, posts / seconds[0], posts / seconds[2], Bar);
            yield return Line.Rates($"{work}, beside {PgLedger.Name}", peerPosts / seconds[1], posts / seconds[2], PeerBar);
            foreach (var open in (IEnumerable<IAsyncDisposable>)[.. raws, .. peers])
            {
                await open.DisposeAsync();
            }
        }
    }

    private static async Task<T[]> OpenAsync<T>(int count, Func<Task<T>> openAsync)
    {
        var opened = new T[count];
        for (var i = 0; i < count; i++)
        {
            opened[i] = await openAsync();
        }

        return opened;
    }

    private static Task PostAsync(int clients, int posts, Func<int, Task> postAsync) => Task.WhenAll(
        Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < posts / clients; i++)
            {
                await postAsync(client);
            }
        })));
}
