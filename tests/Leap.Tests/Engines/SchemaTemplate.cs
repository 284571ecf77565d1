using System.Collections.Concurrent;
using Leap.Data;

namespace Leap.Tests.Engines;

/// <summary>Each engine is migrated once in a run; tests get copies, which is many times faster than migrating again.</summary>
internal static class SchemaTemplate
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<TestDatabase>>> Made = new();

    public static Task<TestDatabase> OfAsync(Engine engine) =>
        Made.GetOrAdd(engine, _ => new Lazy<Task<TestDatabase>>(() => MigrateAsync(engine))).Value;

    private static async Task<TestDatabase> MigrateAsync(Engine engine)
    {
        var database = TestDatabase.Create(engine, like: null);
        await using (var db = database.Open())
        {
            await new Upgrade(db, database.Settings).RunAsync(CancellationToken.None);
        }

        database.ReleaseConnections();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => database.Drop();
        return database;
    }
}
