using System.Data.Common;
using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Leap.Privacy;

/// <summary>
/// Overwrites what a database keeps of deleted text. SQLite leaves it in free pages and in the write-ahead log: the file is written anew
/// and the log emptied, while writers wait in their line. PostgreSQL leaves dead rows, which a vacuum of the tables takes away.
/// </summary>
public sealed class ScrubDatabase(LeapDb db)
{
    /// <returns>False when readers held on to the old pages; to be tried again.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (!db.IsPostgres)
        {
            return await Write.AloneAsync(db, RewriteAsync, cancel);
        }

        foreach (var type in PersonalData.Tables.Select(t => t.Entity).Append(typeof(Jobs.JobRun)).Distinct())
        {
            var table = db.Model.FindEntityType(type)!.GetTableName();
#pragma warning disable EF1002 // A table's name is none of a user's words.
            await db.Database.ExecuteSqlRawAsync($"VACUUM {table}", cancel);
#pragma warning restore EF1002
        }

        return true;
    }

    private static async Task<bool> RewriteAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var rewrite = connection.CreateCommand();
        rewrite.CommandText = "VACUUM";
        rewrite.CommandTimeout = 0;
        await rewrite.ExecuteNonQueryAsync(cancel);
        await using var empty = connection.CreateCommand();
        empty.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var answer = await empty.ExecuteReaderAsync(cancel);
        return await answer.ReadAsync(cancel) && answer.GetInt64(0) == 0;
    }
}
