using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>Changes rows that the database refuses to change, as someone who may do everything in it could.</summary>
internal static class Tampering
{
    private static readonly string[] Tables =
        ["accounts", "entries", "postings", "lots", "allocations", "links", "heads", "closings", "statements"];

    public static async Task RunAsync(LeapDb db, string statements)
    {
        await db.Database.OpenConnectionAsync();
        if (db.IsPostgres)
        {
            foreach (var table in Tables)
            {
                await RunOneAsync(db, $"ALTER TABLE {table} DISABLE TRIGGER ALL");
            }

            await RunOneAsync(db, "SET session_replication_role = replica");
            await RunOneAsync(db, statements);
            await RunOneAsync(db, "SET session_replication_role = DEFAULT");
            return;
        }

        await RunOneAsync(db, "PRAGMA foreign_keys = OFF");
        var triggers = db.Database.SqlQueryRaw<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'");
        foreach (var trigger in await triggers.ToListAsync())
        {
            await RunOneAsync(db, $"DROP TRIGGER {trigger}");
        }

        await RunOneAsync(db, statements);
    }

    private static async Task RunOneAsync(LeapDb db, string statement)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
