using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Data;

/// <summary>A reader's view of one moment; see <see cref="LeapDb.BeginSnapshotAsync"/>.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly LeapDb db;
    private readonly DbTransaction transaction;
    private readonly IDbContextTransaction enlisted;

    private Snapshot(LeapDb db, DbTransaction transaction, IDbContextTransaction enlisted)
    {
        this.db = db;
        this.transaction = transaction;
        this.enlisted = enlisted;
    }

    internal static async Task<Snapshot> BeginAsync(LeapDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        DbTransaction? begun = null;
        try
        {
            var connection = db.Database.GetDbConnection();
            begun = connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            return new Snapshot(db, begun, (await db.Database.UseTransactionAsync(begun, cancel))!);
        }
        catch
        {
            if (begun is not null)
            {
                await begun.DisposeAsync();
            }

            await db.Database.CloseConnectionAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Disposed, not only taken away: while it is enlisted it keeps the connection open.
        await enlisted.DisposeAsync();
        await transaction.DisposeAsync();
        await db.Database.CloseConnectionAsync();
    }
}
