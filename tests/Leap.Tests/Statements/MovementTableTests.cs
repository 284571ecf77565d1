using Leap.Ledger;
using Leap.Members;
using Leap.Programmes;
using Leap.Statements;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Statements;

public sealed class MovementTableTests
{
    private static readonly string[] Names = ["Anna Schmidt", "Jan Wójcik", "Luis Ortega", "Claire Fournier", "Mia Larsen"];

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Opening_and_all_that_happened_make_closing_for_everyone_in_every_period(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var people = await PeopleAsync(stage);
        var year = new PlayedYear(stage, seed: "everyone");
        await year.PlayAsync([.. people.Values], steps: 150);
        stage.MoveTo("2027-12-24");

        var firm = await FirmAsync(stage, "F-1");
        (MovementScope Scope, string[] Of)[] scopes =
        [
            (MovementScope.Person(people["Anna Schmidt"]), ["Anna Schmidt"]),
            (MovementScope.Firm(firm), ["Anna Schmidt", "Jan Wójcik"]),
            (MovementScope.Country("US"), ["Luis Ortega", "Claire Fournier"]),
            (MovementScope.Programme, Names),
        ];
        foreach (var (scope, of) in scopes)
        {
            var ids = of.Select(name => people[name]).ToHashSet();
            var facts = year.Facts.Where(f => ids.Contains(f.PersonId)).ToList();
            foreach (var (from, until) in Periods())
            {
                AssertIs(facts, from, until, await ReadAsync(stage, scope, from, until));
            }
        }

        await stage.AssertTheBooksBalanceAsync();
    }

    [Fact]
    public async Task Countries_add_up_to_the_programme()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await new PlayedYear(stage, seed: "countries").PlayAsync([.. (await PeopleAsync(stage)).Values], steps: 40);
        var (from, until) = (Stage.On("2027-02-01"), Stage.On("2027-07-01"));

        var all = await ReadAsync(stage, MovementScope.Programme, from, until);
        var germany = await ReadAsync(stage, MovementScope.Country("DE"), from, until);
        var america = await ReadAsync(stage, MovementScope.Country("US"), from, until);

        Assert.Equal(all.Opening, germany.Opening + america.Opening);
        Assert.Equal(all.Lines, germany.Lines.Zip(america.Lines, (a, b) => a with { Points = a.Points + b.Points }));
        Assert.Equal(all.Closing, germany.Closing + america.Closing);
    }

    [Fact]
    public async Task One_period_closes_where_the_next_one_opens()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await new PlayedYear(stage, seed: "chain").PlayAsync([.. (await PeopleAsync(stage)).Values], steps: 40);

        var closing = 0L;
        for (var month = Period.Month(Stage.On("2026-11-01")); month.FromOn < Stage.On("2028-01-01"); month = Period.Month(month.UntilOn))
        {
            var sums = await ReadAsync(stage, MovementScope.Programme, month.FromOn, month.UntilOn);
            Assert.Equal(closing, sums.Opening);
            closing = sums.Closing;
        }
    }

    [Fact]
    public async Task A_day_belongs_to_the_programmes_zone_and_what_waits_is_beside_the_sum()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);

        var before = await ReadAsync(stage, MovementScope.Programme, Stage.On("2026-11-11"), Stage.On("2026-11-12"));
        var day = await ReadAsync(stage, MovementScope.Programme, Stage.On("2026-11-12"), Stage.On("2026-11-13"));

        Assert.Equal((0L, 0L), (before.Closing, before.Pending));
        Assert.Equal((1078L, 1078L), (day.Of(MovementKind.Earned), day.Closing));
        Assert.True(day.Pending > 0);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_is_booked_at_the_stroke_of_midnight_belongs_to_the_day_that_begins(Engine engine)
    {
        await using var books = await ZonedBooks.OpenAsync("Asia/Tokyo", engine);
        await books.EarnAsync(ZonedBooks.At("2026-11-09T23:59:59.999999", "Asia/Tokyo"), 10);
        await books.EarnAsync(ZonedBooks.At("2026-11-10T00:00:00", "Asia/Tokyo"), 20);
        await books.EarnAsync(ZonedBooks.At("2026-11-11T00:00:00", "Asia/Tokyo"), 40);

        var day = await books.UseAsync(scope => scope.GetRequiredService<MovementTable>().ReadAsync(
            MovementScope.Programme, Stage.On("2026-11-10"), Stage.On("2026-11-11"), CancellationToken.None));

        Assert.Equal((10L, 20L, 30L), (day.Opening, day.Of(MovementKind.Earned), day.Closing));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_debt_that_is_forgiven_counts_up(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine);
        await books.PostAsync(new NewEntry(
            "owed", EntryKind.Reversed, books.Today, "", [new(AccountRef.Debt(7), -60), new(AccountRef.Issued, 60)]));
        await books.PostAsync(new NewEntry(
            "forgiven", EntryKind.WrittenOff, books.Today, "", [new(AccountRef.WrittenOff, -45), new(AccountRef.Debt(7), 45)]));

        var day = await books.UseAsync(scope => scope.GetRequiredService<MovementTable>().ReadAsync(
            MovementScope.Programme, books.Today, books.Today.AddDays(1), CancellationToken.None));

        Assert.Equal((-60L, 45L, -15L), (day.Of(MovementKind.Reversed), day.Of(MovementKind.WrittenOff), day.Closing));
    }

    [Fact]
    public async Task A_stored_balance_that_someone_changed_does_not_add_up()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await using (var db = stage.OpenDb())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE accounts SET points = points + 5 WHERE owner_id = {anna} AND kind = 'Available'");
        }

        var sums = await ReadAsync(stage, MovementScope.Person(anna), Stage.On("2026-11-01"), Stage.On("2026-12-01"));

        Assert.False(sums.AddsUp);
        Assert.Equal(sums.Closing + 5, sums.Stored);
    }

    private static void AssertIs(IReadOnlyList<PlayedYear.Fact> facts, DateOnly from, DateOnly until, MovementTable.Sums sums)
    {
        Assert.Equal(facts.Where(f => f.On < from).Sum(f => f.Points), sums.Opening);
        Assert.All(sums.Lines, line => Assert.Equal(
            facts.Where(f => f.Kind == line.Kind && from <= f.On && f.On < until).Sum(f => f.Points), line.Points));
        Assert.Equal(sums.Closing, sums.Opening + sums.Lines.Sum(l => l.Points));
        Assert.True(sums.AddsUp);
        Assert.All(facts.Where(f => f.Kind is null), f => Assert.Equal(0, f.Points));
    }

    private static IEnumerable<(DateOnly From, DateOnly Until)> Periods()
    {
        yield return (Stage.On("2026-12-01"), Stage.On("2027-12-01"));
        yield return (Stage.On("2027-03-17"), Stage.On("2027-03-18"));
        for (var month = Stage.On("2026-12-01"); month < Stage.On("2028-01-01"); month = month.AddMonths(3))
        {
            yield return (month, month.AddMonths(1));
        }
    }

    private static Task<MovementTable.Sums> ReadAsync(Stage stage, MovementScope scope, DateOnly from, DateOnly until) =>
        stage.RunAsync<MovementTable, MovementTable.Sums>(t => t.ReadAsync(scope, from, until, CancellationToken.None));

    private static async Task<Dictionary<string, long>> PeopleAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        return await db.People.Where(p => Names.Contains(p.Name)).ToDictionaryAsync(p => p.Name, p => p.Id);
    }

    private static async Task<long> FirmAsync(Stage stage, string code)
    {
        await using var db = stage.OpenDb();
        return await db.Firms.Where(f => f.Code == code).Select(f => f.Id).SingleAsync();
    }
}
