using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leap.Data;

/// <summary>
/// What each SQLite connection needs: write-ahead log (readers never wait), a commit that is on disk before it is reported,
/// a larger checkpoint so that commits don't stall, patience of 15 s with another process's write, and triggers that see the row which a
/// REPLACE takes away.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string ForReaders = "PRAGMA busy_timeout = 15000; PRAGMA cache_size = -32000; PRAGMA recursive_triggers = ON;";

    private const string ForWriters =
        ForReaders + "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = For(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = For(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The framework looks whether a database exists through a connection that only reads: on a file that another node has just made, not
    /// yet a write-ahead one, that may not turn the mode on.
    /// </summary>
    private static string For(DbConnection connection) =>
        connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? ForReaders : ForWriters;
}
