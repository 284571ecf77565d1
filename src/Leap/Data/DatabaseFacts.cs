using Microsoft.EntityFrameworkCore;

namespace Leap.Data;

/// <summary>Which engine keeps the data, and how much it keeps.</summary>
/// <param name="Engine">By its own name, with its version.</param>
/// <param name="Bytes">The database's own pages; without what the engine keeps beside it, such as a write-ahead log.</param>
public sealed record DatabaseFacts(string Engine, long Bytes)
{
    private const string Postgres =
        "SELECT 'PostgreSQL ' || current_setting('server_version') AS \"Engine\", pg_database_size(current_database()) AS \"Bytes\"";

    private const string Sqlite =
        "SELECT 'SQLite ' || sqlite_version() AS \"Engine\", page_count * page_size AS \"Bytes\" "
        + "FROM pragma_page_count(), pragma_page_size()";

    public static async Task<DatabaseFacts> ReadAsync(LeapDb db, CancellationToken cancel) =>
        (await db.Database.SqlQueryRaw<DatabaseFacts>(db.IsPostgres ? Postgres : Sqlite).ToListAsync(cancel)).Single();
}
