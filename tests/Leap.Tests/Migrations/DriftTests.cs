using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Migrations;

/// <summary>Migrations are written by hand; these tests hold them to the model, on both engines.</summary>
public sealed class DriftTests
{
    private const string SqliteShape =
        """
        SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk AS "Value"
        FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE '\_\_%' ESCAPE '\' AND m.name NOT LIKE 'sqlite%'
        UNION ALL
        SELECT m.name || ' -> ' || f."table" || ' ' || f."from" || ' ' || f."to" || ' ' || f.on_delete
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.name NOT LIKE '\_\_%' ESCAPE '\'
        UNION ALL
        SELECT m.name || ' index ' || i."unique" || ' ' || i.partial || ' ' ||
            (SELECT group_concat(COALESCE(x.name, '') || CASE x."desc" WHEN 1 THEN ' desc' ELSE '' END)
             FROM pragma_index_xinfo(i.name) x WHERE x.key = 1)
        FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND m.name NOT LIKE '\_\_%' ESCAPE '\'
        ORDER BY 1
        """;

    private const string PostgresShape =
        """
        SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable
            || ' ' || COALESCE(character_maximum_length::text, '') || ' ' || COALESCE(numeric_precision::text, '')
            || ' ' || COALESCE(numeric_scale::text, '') || ' ' || is_identity AS "Value"
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_%'
        UNION ALL
        SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype = 'f'
        UNION ALL
        SELECT tablename || ' ' || regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON') FROM pg_indexes
        WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_%'
        ORDER BY 1
        """;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_migrations_make_the_tables_that_the_model_asks_for(Engine engine)
    {
        await using var migrated = await engine.CreateAsync();
        await using var created = engine.CreateEmpty();
        await using var db = created.Open();
        await db.Database.EnsureCreatedAsync();

        Assert.Equal(await ShapeAsync(created), await ShapeAsync(migrated));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_table_that_differs_would_be_seen(Engine engine)
    {
        await using var migrated = await engine.CreateAsync();
        var before = await ShapeAsync(migrated);
        await using var db = migrated.Open();
        await db.Database.ExecuteSqlRawAsync("CREATE INDEX ix_extra ON firms (city)");

        Assert.NotEqual(before, await ShapeAsync(migrated));
    }

    private static async Task<List<string>> ShapeAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var shape = await db.Database.SqlQueryRaw<string>(database.Engine == Engine.Sqlite ? SqliteShape : PostgresShape).ToListAsync();
        return [.. shape.Order(StringComparer.Ordinal)];
    }
}
