using Leap.Badges;
using Leap.Courses;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Sales;
using Leap.Seeding;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Seeding;

/// <summary>The small demo, played once for all tests that only look at it.</summary>
public sealed class DemoSeasonTests(DemoSeasonTests.Played played) : IClassFixture<DemoSeasonTests.Played>
{
    public sealed class Played : IAsyncLifetime
    {
        internal Season Season { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Season = await Season.OnAsync(Engine.Sqlite);
            Assert.Equal(DemoResult.Played, await Season.PlayAsync());
        }

        public async Task DisposeAsync() => await Season.DisposeAsync();
    }

    [Fact]
    public async Task Brings_what_was_invented()
    {
        await using var db = played.Season.OpenDb();

        Assert.Equal(60, await db.People.CountAsync(p => p.Staff == null));
        Assert.Equal(12, await db.Firms.CountAsync());
        Assert.Equal(60, await db.Countries.CountAsync());
        Assert.Equal(48, await db.Modules.CountAsync());
        Assert.Equal(300, await db.Completions.CountAsync());
        Assert.Equal(120, await db.Sales.CountAsync());
        Assert.Equal(60, await db.SellOut.CountAsync());
        Assert.True(await db.Sales.AnyAsync(s => s.State == SaleState.Submitted));
        Assert.True(await db.Sales.AnyAsync(s => s.State == SaleState.Rejected));
        Assert.True(await db.Assertions.AnyAsync());
    }

    [Fact]
    public async Task Leaves_books_that_balance()
    {
        var report = await played.Season.VerifyAsync();

        Assert.Null(report.Difference);
        Assert.True(report.Entries > 300);
    }

    [Fact]
    public async Task Lets_everything_happen_on_its_day()
    {
        await using var db = played.Season.OpenDb();
        var season = (From: new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), To: new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(0, await db.Entries.CountAsync(e => e.BookedAt < season.From || e.BookedAt > season.To));
        Assert.True(await db.Sales.AllAsync(s => s.DecidedAt == null || s.DecidedAt > s.SubmittedAt));
        Assert.True(await db.Entries.Select(e => e.BookedAt).Distinct().CountAsync() > 100);
    }

    [Fact]
    public async Task Mails_nobody_about_the_past_but_reminds_of_what_is_due_on_the_last_day()
    {
        await using var db = played.Season.OpenDb();

        Assert.Equal(["certification-due"], await db.Messages.Select(m => m.Kind).Distinct().ToListAsync());
        Assert.True(await db.Messages.AllAsync(m => m.SentAt == null));
    }

    [Fact]
    public void Leaves_its_files_for_people_to_look_at() => Assert.All(
        DemoProgramme.Invent(DemoSize.Small).Files(),
        file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(played.Season.Settings.DataFolder, "demo", file.Key))));

    [Fact]
    public async Task Adds_nothing_when_it_was_played_before()
    {
        var before = await played.Season.DumpAsync();

        Assert.Equal(DemoResult.PlayedBefore, await played.Season.PlayAsync());
        Assert.Equal(before, await played.Season.DumpAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Cut_off_and_begun_again_it_comes_to_the_same(Engine engine)
    {
        await using var season = await Season.OnAsync(engine);
        await season.CutAsync(DemoStep.Import, 9);
        await season.CutAsync(DemoStep.Play, 47);
        await season.CutAsync(DemoStep.Play, 301);
        Assert.Equal(DemoResult.Played, await season.PlayAsync());

        Assert.Equal((await played.Season.VerifyAsync()).Head, (await season.VerifyAsync()).Head);
        if (engine == Engine.Sqlite)
        {
            Assert.Equal(await played.Season.DumpAsync(), await season.DumpAsync());
        }
    }

    [Fact]
    public async Task Leaves_other_peoples_data_alone()
    {
        await using var season = await Season.OnAsync(Engine.Sqlite);
        await using (var db = season.OpenDb())
        {
            db.People.Add(new Person { Name = "Ana", Language = "es", Country = "ES" });
            await db.SaveChangesAsync();
        }

        Assert.Equal(DemoResult.NotEmpty, await season.PlayAsync());

        await using var after = season.OpenDb();
        Assert.Equal(1, await after.People.CountAsync());
        Assert.False(await after.Firms.AnyAsync());
    }
}
