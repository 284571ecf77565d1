using System.Data.Common;
using Leap.Data;
using Leap.Ledger;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Ledger;

/// <summary>
/// Writers of a SQLite file share commits. A first one holds the line up while others queue, so that these are committed together; each
/// is told the truth about its own work, whatever becomes of its neighbours.
/// </summary>
public sealed class GroupCommitTests
{
    private static readonly TimeSpan ToQueue = TimeSpan.FromMilliseconds(120);

    [Fact]
    public async Task A_follower_that_is_refused_takes_no_neighbour_along()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var told = await BehindAsync(books, isFirstLost: false, i => i % 3 == 1 ? Overdraft(books, i) : Earn(books, i));

        Assert.Equal([true, false, true, true, false, true, true, false, true], told);
        await AssertTrueAsync(books, told);
    }

    [Fact]
    public async Task A_first_one_that_fails_takes_no_follower_along()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var told = await BehindAsync(books, isFirstLost: true, i => i == 0 ? Overdraft(books, i) : Earn(books, i));

        Assert.Equal([false, true, true, true, true, true, true, true, true], told);
        await AssertTrueAsync(books, told);
        Assert.Equal(8, (await books.VerifyAsync()).Entries);
    }

    [Fact]
    public async Task Work_that_was_done_and_not_committed_is_gone_and_its_neighbours_stay()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var told = await BehindAsync(books, isFirstLost: false, i => i % 2 == 0 ? Earn(books, i) : Forgotten(books, i));

        Assert.Equal([true, false, true, false, true, false, true, false, true], told);
        await AssertTrueAsync(books, told);
    }

    [Fact]
    public async Task One_who_stops_waiting_does_not_stop_the_line()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        using var patience = new CancellationTokenSource();
        var (posted, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = books.PostSlowlyAsync(Entry(books, "first"), posted, goOn.Task);
        await posted.Task;
        var impatient = Task.Run(() => WriteAsync(books, "impatient", patience.Token));
        await Task.Delay(ToQueue);
        var others = Enumerable.Range(0, 5).Select(i => Task.Run(() => Earn(books, i)())).ToList();
        await Task.Delay(ToQueue);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(first.IsCompleted);
        goOn.SetResult();

        await first;
        await Task.WhenAll(others);
        await using var db = books.OpenDb();
        Assert.Equal(6, await db.Entries.CountAsync());
        Assert.False(await db.Entries.AnyAsync(e => e.Key == "impatient"));
    }

    [Fact]
    public async Task One_who_had_stopped_before_it_came_does_not_hold_the_line_up()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(books, "stopped", stopped.Token));
            await Earn(books, i)();
        }

        Assert.Equal(3, (await books.VerifyAsync()).Entries);
    }

    /// <summary>A deferred foreign key is judged by the commit itself, which fails for all whom it was to serve.</summary>
    [Fact]
    public async Task A_commit_that_fails_is_told_to_all_of_its_group_and_the_next_one_works()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var told = await BehindAsync(books, isFirstLost: false, i => i == 4 ? Dangling(books) : Earn(books, i));

        Assert.False(told[4]);
        await AssertTrueAsync(books, told);
        await Earn(books, 99)();
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    /// <summary>As SQLite does by itself on a full disk: the transaction is gone in the midst of somebody's turn.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_that_is_given_up_is_told_to_all_of_its_group_and_the_line_goes_on(bool isCommitted)
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var told = await BehindAsync(books, isFirstLost: false, i => i == 4 ? GivenUp(books, isCommitted) : Earn(books, i));

        Assert.False(told[4]);
        await AssertTrueAsync(books, told);
        await Earn(books, 99)().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    [Fact]
    public async Task Hundreds_at_once_of_whom_every_third_fails_are_each_told_the_truth()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var told = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(
            () => ToldAsync((i % 3) switch { 0 => Overdraft(books, i), 1 when i % 2 == 0 => Forgotten(books, i), _ => Earn(books, i) }))));

        Assert.Equal(150, told.Count(t => t));
        await AssertTrueAsync(books, told);
    }

    /// <summary>Runs nine behind one that holds the line; answers who was told that the work is done.</summary>
    private static async Task<bool[]> BehindAsync(Books books, bool isFirstLost, Func<int, Func<Task>> work)
    {
        var (posted, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = books.PostSlowlyAsync(Entry(books, "first"), posted, goOn.Task);
        await posted.Task;
        var told = new List<Task<bool>>();
        for (var i = 0; i < 9; i++)
        {
            var one = work(i);
            told.Add(Task.Run(() => ToldAsync(one)));
            await Task.Delay(5);
        }

        await Task.Delay(ToQueue);
        if (isFirstLost)
        {
            goOn.SetException(new IOException("lost"));
            await Assert.ThrowsAsync<IOException>(() => first);
        }
        else
        {
            goOn.SetResult();
            await first;
        }

        return await Task.WhenAll(told).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<bool> ToldAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception fault) when (fault is LedgerException or DbException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whose work is in the books was told so, and nobody else.</summary>
    private static async Task AssertTrueAsync(Books books, bool[] told)
    {
        await using var db = books.OpenDb();
        var keys = (await db.Entries.Select(e => e.Key).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(told, told.Select((_, i) => keys.Contains(FormattableString.Invariant($"work/{i}"))));
        Assert.Null((await books.VerifyAsync()).Difference);
    }

    private static NewEntry Entry(Books books, string key) => new(
        key, EntryKind.Reserved, books.Today, "", [new(AccountRef.Issued, -5), new(AccountRef.Pending(1), 5)]);

    private static Func<Task> Earn(Books books, int i) => () => WriteAsync(books, FormattableString.Invariant($"work/{i}"), default);

    private static Func<Task> Overdraft(Books books, int i) => () => books.PostAsync(new NewEntry(
        FormattableString.Invariant($"work/{i}"), EntryKind.Voided, books.Today, "",
        [new(AccountRef.Pending(50 + i), -5), new(AccountRef.Issued, 5)]));

    private static Func<Task> Forgotten(Books books, int i) => () => books.PostSlowlyAsync(
        Entry(books, FormattableString.Invariant($"work/{i}")),
        new TaskCompletionSource(),
        Task.FromException(new IOException("forgotten")));

    private static Func<Task> Dangling(Books books) => () => books.UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Database.ExecuteSqlRawAsync(
            "PRAGMA defer_foreign_keys = ON; INSERT INTO links (entry_id, hash) VALUES (999999, x'00')");
        await write.CommitAsync(CancellationToken.None);
        return 0;
    });

    private static Func<Task> GivenUp(Books books, bool isCommitted) => () => books.UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Database.ExecuteSqlRawAsync("ROLLBACK");
        if (isCommitted)
        {
            await write.CommitAsync(CancellationToken.None);
        }

        return isCommitted ? 0 : throw new IOException("given up");
    });

    private static Task WriteAsync(Books books, string key, CancellationToken cancel) => books.UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(cancel);
        await scope.GetRequiredService<Journal>().PostAsync([Entry(books, key)], cancel);
        await write.CommitAsync(cancel);
        return 0;
    });
}
