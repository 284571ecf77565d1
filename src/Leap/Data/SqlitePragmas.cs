using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Leap.Data;

/// <summary>
/// What each SQLite connection needs: write-ahead log (readers never wait), a commit that is on disk before it is reported,
/// a larger checkpoint so that commits don't stall, and patience of 15 s with another process's write.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 15000; "
        + "PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -32000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
