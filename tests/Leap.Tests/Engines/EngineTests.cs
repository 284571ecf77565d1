using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Engines;

public sealed class EngineTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_new_database_has_the_schema_and_is_nobody_elses(Engine engine)
    {
        await using var one = await engine.CreateAsync();
        await using var other = await engine.CreateAsync();
        await using var db = one.Open();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.NotEqual(one.Settings.ConnectionString, other.Settings.ConnectionString);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_empty_database_has_no_schema(Engine engine)
    {
        await using var database = engine.CreateEmpty();
        await using var db = database.Open();

        Assert.Empty(await db.Database.GetAppliedMigrationsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_database_is_gone_when_its_test_is_over(Engine engine)
    {
        var database = await engine.CreateAsync();
        await using (var db = database.Open())
        {
            Assert.True(await db.Database.CanConnectAsync());
        }

        await database.DisposeAsync();

        await using var late = database.Open();
        Assert.False(await late.Database.CanConnectAsync());
    }
}
