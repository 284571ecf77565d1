using System.Data;
using System.Data.Common;
using Leap.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leap.Data;

/// <summary>Brings the database to the program's schema; creates it where there is none.</summary>
public sealed class Upgrade(LeapDb db, LeapSettings settings)
{
    /// <summary>Any number that nothing else in the database locks; `leap` in ASCII.</summary>
    private const string Lock = "1818583408";

    private const int SqliteReadOnly = 8;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;
    private const int SqliteNotADatabase = 26;

    /// <summary>
    /// Throws <see cref="DatabaseException"/> with a sentence for the operator when the database can't be used; nothing is half-written.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (!settings.UsesPostgres)
        {
            CreateFolder(settings.ConnectionString);
        }

        try
        {
            await MigrateAsync(cancel);
            await RefuseReadOnlyAsync(cancel);
        }
        catch (DbException e) when (Explain(e) is { } sentence)
        {
            throw new DatabaseException(sentence, e);
        }
    }

    /// <summary>A sentence for the faults that an operator can mend; null for all else.</summary>
    public static string? Explain(Exception fault)
    {
        var sqlite = fault as SqliteException ?? fault.InnerException as SqliteException;
        return sqlite?.SqliteErrorCode switch
        {
            SqliteReadOnly => "The database is read-only. Make its file and its folder writable for this program, then start again.",
            SqliteFull => "The disk that holds the database is full. Free some space, then start again; nothing was half-written.",
            SqliteCantOpen => "The database file can't be opened. Check Leap__Database and that its folder exists and is writable.",
            SqliteNotADatabase => "The file that Leap__Database names is not a SQLite database.",
            _ => fault switch
            {
                DbException and not SqliteException => $"The database does not answer: {fault.Message}",
                IOException or UnauthorizedAccessException =>
                    $"A file can't be written: {fault.Message} Make room or name another Leap__DataFolder, then start again.",
                _ => null,
            },
        };
    }

    /// <summary>
    /// Nodes that start at once go one after the other. The framework's own lock is a table of PostgreSQL that on an empty database isn't
    /// there yet, and so lets both through.
    /// </summary>
    private async Task MigrateAsync(CancellationToken cancel)
    {
        if (!await db.Database.CanConnectAsync(cancel))
        {
            await db.Database.MigrateAsync(cancel);
            return;
        }

        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            if (db.IsPostgres)
            {
                await db.Database.ExecuteSqlRawAsync($"SELECT pg_advisory_lock({Lock})", cancel);
            }

            await RefuseNewerAsync(cancel);
            await db.Database.MigrateAsync(cancel);
        }
        finally
        {
            if (db.IsPostgres && db.Database.GetDbConnection().State == ConnectionState.Open)
            {
                await db.Database.ExecuteSqlRawAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
            }

            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task RefuseNewerAsync(CancellationToken cancel)
    {
        var applied = await db.Database.GetAppliedMigrationsAsync(cancel);
        var unknown = applied.Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new DatabaseException(
                $"The database is newer than this program: it holds {unknown[0]}. "
                + "Start the newer program, or restore a backup made before it.");
        }
    }

    /// <summary>A file that may be read but not written migrates nothing and would fail at the first sale; say so now.</summary>
    private async Task RefuseReadOnlyAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM job_runs WHERE id < 0", cancel);
        await transaction.RollbackAsync(cancel);
    }

    private static void CreateFolder(string connectionString)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource));
        try
        {
            Directory.CreateDirectory(folder!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"The folder {folder} can't be created: {e.Message}", e);
        }
    }
}

/// <summary>The database can't be used as it is; the message is for the operator.</summary>
public sealed class DatabaseException(string message, Exception? inner = null) : Exception(message, inner);
