using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Data;

/// <summary>An operation's transaction; see <see cref="LeapDb.BeginWriteAsync"/>.</summary>
public sealed class Write : IAsyncDisposable
{
    private const string Savepoint = "write";

    private readonly LeapDb db;
    private readonly IDbContextTransaction transaction;
    private readonly Kind kind;
    private readonly SqliteWriter? writer;
    private readonly string? connectionString;
    private bool isOver;

    private Write(LeapDb db, IDbContextTransaction transaction, Kind kind, SqliteWriter? writer = null, string? connectionString = null)
    {
        this.db = db;
        this.transaction = transaction;
        this.kind = kind;
        this.writer = writer;
        this.connectionString = connectionString;
    }

    private enum Kind
    {
        /// <summary>A transaction of its own.</summary>
        Own,

        /// <summary>A part of another write, between savepoints.</summary>
        Inner,

        /// <summary>A turn on SQLite's one writer.</summary>
        Turn,
    }

    /// <summary>Closes the connection that writes to a SQLite file are made on, so that the file can be copied or removed.</summary>
    public static void CloseFile(string connectionString) => SqliteWriter.Close(connectionString);

    /// <summary>
    /// Runs what SQLite does outside of a transaction only, such as VACUUM, while operations wait in their line; other processes are kept
    /// out by the file's lock.
    /// </summary>
    public static Task<T> AloneAsync<T>(LeapDb db, Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancel) =>
        SqliteWriter.Of(db).RunAloneAsync(work, cancel);

    internal static async Task<Write> BeginAsync(LeapDb db, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is { } outer)
        {
            await outer.CreateSavepointAsync(Savepoint, cancel);
            return new Write(db, outer, Kind.Inner);
        }

        if (db.IsPostgres)
        {
            return new Write(db, await db.Database.BeginTransactionAsync(cancel), Kind.Own);
        }

        var file = db.Database.GetConnectionString();
        var turns = SqliteWriter.Of(db);
        var turn = await turns.EnterAsync(cancel);
        try
        {
            db.Database.SetDbConnection(turn.Connection);
            return new Write(db, (await db.Database.UseTransactionAsync(turn, cancel))!, Kind.Turn, turns, file);
        }
        catch
        {
            turns.Rollback();
            throw;
        }
    }

    /// <summary>Saves what is tracked and commits; returns when it is on the disk.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        switch (kind)
        {
            case Kind.Own:
                await transaction.CommitAsync(cancel);
                break;
            case Kind.Inner:
                await transaction.ReleaseSavepointAsync(Savepoint, cancel);
                break;
            default:
                await CommitTurnAsync();
                break;
        }

        isOver = true;
    }

    /// <summary>Whether a statement that goes along with the last command may commit it: a transaction of its own on PostgreSQL.</summary>
    internal bool CanCommitAlong => kind == Kind.Own;

    internal void WasCommittedAlong() => isOver = true;

    public async ValueTask DisposeAsync()
    {
        if (!isOver)
        {
            db.ChangeTracker.Clear();
        }

        switch (kind)
        {
            case Kind.Own:
                await transaction.DisposeAsync();
                break;
            case Kind.Inner when !isOver:
                await transaction.RollbackToSavepointAsync(Savepoint);
                break;
            case Kind.Turn when !isOver:
                try
                {
                    await LeaveAsync();
                }
                finally
                {
                    writer!.Rollback();
                }

                break;
        }
    }

    private async Task CommitTurnAsync()
    {
        await LeaveAsync();
        isOver = true;
        try
        {
            await writer!.CommitAsync();
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    /// <summary>The context goes back to a connection of its own.</summary>
    private async Task LeaveAsync()
    {
        await transaction.DisposeAsync();
        db.Database.SetDbConnection(null);
        db.Database.SetConnectionString(connectionString);
    }
}
