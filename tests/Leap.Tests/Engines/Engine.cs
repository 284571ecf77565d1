namespace Leap.Tests.Engines;

/// <summary>A database engine that the product runs on. Theories get theirs by `[OnSqlite]` and `[OnPostgres]`.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

public static class EngineDatabases
{
    extension(Engine engine)
    {
        /// <summary>A database of its own without any table; dropped when disposed.</summary>
        public TestDatabase CreateEmpty() => TestDatabase.Create(engine, like: null);

        /// <summary>A database of its own with the program's schema and no row; dropped when disposed.</summary>
        public async Task<TestDatabase> CreateAsync() => TestDatabase.Create(engine, await SchemaTemplate.OfAsync(engine));
    }
}
