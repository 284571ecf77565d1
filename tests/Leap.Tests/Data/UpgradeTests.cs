using Leap.Data;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Data;

public sealed class UpgradeTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_empty_database_gets_the_schema_and_a_second_run_changes_nothing(Engine engine)
    {
        await using var database = engine.CreateEmpty();
        await using var db = database.Open();
        var upgrade = new Upgrade(db, database.Settings);

        await upgrade.RunAsync(CancellationToken.None);
        var applied = await db.Database.GetAppliedMigrationsAsync();
        await upgrade.RunAsync(CancellationToken.None);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(applied, await db.Database.GetAppliedMigrationsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_database_that_is_newer_than_the_program_is_refused_with_the_name_of_what_it_holds(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('M9999Future', '99')""");

        var upgrade = new Upgrade(db, database.Settings);
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => upgrade.RunAsync(CancellationToken.None));

        Assert.Contains("M9999Future", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_another_node_made_a_moment_ago_and_has_not_filled_is_no_read_only_database()
    {
        await using var database = Engine.Sqlite.CreateEmpty();
        await File.WriteAllBytesAsync(Path.Combine(database.Folder, "leap.db"), []);
        await using var db = database.Open();

        await new Upgrade(db, database.Settings).RunAsync(CancellationToken.None);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Nodes_that_start_at_once_on_an_empty_database_all_get_their_turn(Engine engine)
    {
        await using var database = engine.CreateEmpty();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(StartAsync)));

        await using var db = database.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());

        async Task StartAsync()
        {
            await using var node = database.Open();
            await new Upgrade(node, database.Settings).RunAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_database_that_can_only_be_read_is_refused()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        var connection = $"Data Source={Path.Combine(database.Folder, "leap.db")};Mode=ReadOnly";
        var settings = new LeapSettings { Database = connection };
        var options = new DbContextOptionsBuilder<LeapDb>();
        DatabaseSetup.Configure(options, settings);
        await using var db = new LeapDb(options.Options);

        var refused = await Assert.ThrowsAsync<DatabaseException>(() => new Upgrade(db, settings).RunAsync(CancellationToken.None));

        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void A_full_disk_is_told_in_a_sentence_whether_the_database_or_a_file_met_it_first()
    {
        Assert.Contains("full", Upgrade.Explain(new SqliteException("database or disk is full", 13)), StringComparison.Ordinal);
        Assert.Contains("Leap__DataFolder", Upgrade.Explain(new IOException("No space left on device.")), StringComparison.Ordinal);
        Assert.Null(Upgrade.Explain(new InvalidOperationException()));
    }
}
