using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Leap.Data;

/// <summary>
/// The one writer of a SQLite file. Operations take turns on its connection in the order in which they came; the work of those that
/// queued meanwhile is committed together, so that one write to the disk serves them all. Nobody is told "done" before that, and
/// whoever fails is rolled back alone.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int GroupMax = 1_000;
    private const int GroupMilliseconds = 10;
    private const string Turn = "turn";

    private static readonly ConcurrentDictionary<string, SqliteWriter> Writers = new(StringComparer.Ordinal);

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> line = new();
    private readonly List<TaskCompletionSource> group = [];
    private readonly LeapDb home;
    private DbTransaction? transaction;
    private long begun;
    private bool isTaken;

    private SqliteWriter(LeapDb like) => home = new LeapDb((DbContextOptions<LeapDb>)like.GetService<IDbContextOptions>());

    public static SqliteWriter Of(LeapDb db) => Writers.GetOrAdd(db.Database.GetConnectionString()!, static (_, like) => new(like), db);

    /// <summary>Lets go of the file; the next operation opens it again.</summary>
    public static void Close(string connectionString)
    {
        if (Writers.TryRemove(connectionString, out var writer))
        {
            writer.Dispose();
        }
    }

    public void Dispose() => home.Dispose();

    /// <summary>Waits for the turn and answers with the transaction to work in.</summary>
    public async Task<DbTransaction> EnterAsync(CancellationToken cancel)
    {
        if (Queue() is { } turn)
        {
            await using var registration = cancel.Register(() => turn.TrySetCanceled(cancel));
            await turn.Task;
        }

        try
        {
            return await BeginAsync(cancel);
        }
        catch
        {
            PassOn();
            throw;
        }
    }

    /// <summary>
    /// Works on the connection outside of a transaction, when it is one's turn: for what can't be done inside one. Those who queue wait.
    /// </summary>
    public async Task<T> RunAloneAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (Queue() is { } turn)
        {
            await using var registration = cancel.Register(() => turn.TrySetCanceled(cancel));
            await turn.Task;
        }

        try
        {
            Commit();
            if (home.Database.GetDbConnection().State == System.Data.ConnectionState.Closed)
            {
                await home.Database.OpenConnectionAsync(cancel);
            }

            return await work(home.Database.GetDbConnection(), cancel);
        }
        finally
        {
            PassOn();
        }
    }

    /// <summary>Ends the turn; completes when the work is on the disk.</summary>
    public Task CommitAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = group.Count == 0;
        group.Add(done);
        if (!isFirst)
        {
            FailUnless(() => transaction!.Release(Turn));
        }

        PassOn();
        return done.Task;
    }

    /// <summary>Undoes the turn's work and ends it; the group's other work stays.</summary>
    public void Rollback()
    {
        FailUnless(() =>
        {
            if (group.Count == 0)
            {
                End();
                return;
            }

            transaction!.Rollback(Turn);
            transaction.Release(Turn);
        });
        PassOn();
    }

    /// <summary>The place in the line; null when it is one's turn already.</summary>
    private TaskCompletionSource? Queue()
    {
        lock (gate)
        {
            if (!isTaken)
            {
                isTaken = true;
                return null;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Enqueue(turn);
            return turn;
        }
    }

    private async Task<DbTransaction> BeginAsync(CancellationToken cancel)
    {
        if (transaction is not null)
        {
            await transaction.SaveAsync(Turn, cancel);
            return transaction;
        }

        if (home.Database.GetDbConnection().State == System.Data.ConnectionState.Closed)
        {
            await home.Database.OpenConnectionAsync(cancel);
        }

        transaction = await home.Database.GetDbConnection().BeginTransactionAsync(cancel);
        begun = Stopwatch.GetTimestamp();
        return transaction;
    }

    private void PassOn()
    {
        var isGroupOpen = group.Count is > 0 and < GroupMax && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < GroupMilliseconds;
        if (isGroupOpen && TryPass(rests: false))
        {
            return;
        }

        Commit();
        TryPass(rests: true);
    }

    /// <param name="rests">Whether the writer has nothing left to do when nobody waits.</param>
    private bool TryPass(bool rests)
    {
        lock (gate)
        {
            while (line.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return true;
                }
            }

            isTaken = !rests;
            return false;
        }
    }

    private void Commit()
    {
        if (transaction is null)
        {
            return;
        }

        FailUnless(() =>
        {
            transaction.Commit();
            group.ForEach(done => done.SetResult());
            group.Clear();
            End();
        });
    }

    /// <summary>
    /// SQLite itself gives up the whole transaction when the disk is full: then the group's work is lost, and whoever waits for it is told;
    /// the line goes on.
    /// </summary>
    private void FailUnless(Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            group.ForEach(done => done.SetException(fault));
            group.Clear();
            Abandon();
        }
    }

    private void End()
    {
        transaction?.Dispose();
        transaction = null;
    }

    /// <summary>A connection that can't even roll back is left for a new one.</summary>
    private void Abandon()
    {
        try
        {
            End();
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException)
        {
            transaction = null;
            home.Database.CloseConnection();
        }
    }
}
