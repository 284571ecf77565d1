using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Data;

/// <summary>An operation's transaction; see <see cref="LeapDb.BeginWriteAsync"/>.</summary>
public sealed class Write : IAsyncDisposable
{
    private const string Savepoint = "write";

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Queues = new(StringComparer.Ordinal);

    private readonly LeapDb db;
    private readonly IDbContextTransaction transaction;
    private readonly SemaphoreSlim? queue;
    private readonly bool isInner;
    private bool committed;

    private Write(LeapDb db, IDbContextTransaction transaction, SemaphoreSlim? queue, bool isInner = false)
    {
        this.db = db;
        this.transaction = transaction;
        this.queue = queue;
        this.isInner = isInner;
    }

    internal static async Task<Write> BeginAsync(LeapDb db, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is { } outer)
        {
            await outer.CreateSavepointAsync(Savepoint, cancel);
            return new Write(db, outer, queue: null, isInner: true);
        }

        var line = db.IsPostgres ? null : Queues.GetOrAdd(db.Database.GetConnectionString()!, _ => new SemaphoreSlim(1));
        if (line is not null)
        {
            await line.WaitAsync(cancel);
        }

        try
        {
            return new Write(db, await db.Database.BeginTransactionAsync(cancel), line);
        }
        catch
        {
            line?.Release();
            throw;
        }
    }

    /// <summary>Saves what is tracked and commits.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        await (isInner ? transaction.ReleaseSavepointAsync(Savepoint, cancel) : transaction.CommitAsync(cancel));
        committed = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!isInner)
            {
                await transaction.DisposeAsync();
            }
            else if (!committed)
            {
                await transaction.RollbackToSavepointAsync(Savepoint);
            }

            if (!committed)
            {
                db.ChangeTracker.Clear();
            }
        }
        finally
        {
            queue?.Release();
        }
    }
}
