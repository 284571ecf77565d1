using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leap.Data;

/// <summary>A reader's view of one moment; see <see cref="LeapDb.BeginSnapshotAsync"/>.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly LeapDb db;
    private readonly DbTransaction transaction;

    private Snapshot(LeapDb db, DbTransaction transaction)
    {
        this.db = db;
        this.transaction = transaction;
    }

    internal static async Task<Snapshot> BeginAsync(LeapDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        var begun = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await db.Database.UseTransactionAsync(begun, cancel);
        return new Snapshot(db, begun);
    }

    public async ValueTask DisposeAsync()
    {
        await db.Database.UseTransactionAsync(null);
        await transaction.DisposeAsync();
        await db.Database.CloseConnectionAsync();
    }
}
