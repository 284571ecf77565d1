using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Statements;

/// <summary>One person's points in a programme whose zone a test sets and changes, with a clock that stands where it is told.</summary>
internal sealed class ZonedBooks : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<ServiceProvider> nodes = [];
    private int earned;

    private ZonedBooks(TestDatabase database, string zone)
    {
        this.database = database;
        MoveToZone(zone);
    }

    public FixedClock Clock { get; } = FixedClock.Start();

    public long PersonId { get; private set; }

    public static async Task<ZonedBooks> OpenAsync(string zone, Engine engine = Engine.Sqlite)
    {
        var books = new ZonedBooks(await engine.CreateAsync(), zone);
        await using var db = books.database.Open();
        var person = new Person
        {
            Name = "Anna Schmidt", Language = "en", Country = "DE", UserName = "p1", NormalizedUserName = "P1", Email = "p1@firm.example",
            NormalizedEmail = "P1@FIRM.EXAMPLE", SecurityStamp = "p1", EnrolledOn = Stage.On("2020-01-01"),
        };
        db.People.Add(person);
        await db.SaveChangesAsync();
        books.PersonId = person.Id;
        return books;
    }

    /// <summary>The instant that clocks of a zone show.</summary>
    public static DateTimeOffset At(string local, string zone)
    {
        var time = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(time));
    }

    public static DateTimeOffset Utc(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The program starts again with another zone in its settings.</summary>
    public void MoveToZone(string zone) => nodes.Insert(0, Node(zone));

    public LeapDb Open() => database.Open();

    public async Task<long> EarnAsync(DateTimeOffset at, long points, string cause = "")
    {
        Clock.MoveTo(at);
        await using var scope = nodes[0].CreateAsyncScope();
        var today = scope.ServiceProvider.GetRequiredService<Programmes.Calendar>().Today;
        await using var write = await scope.ServiceProvider.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
        var posted = await scope.ServiceProvider.GetRequiredService<Journal>().PostAsync(
            [
                new NewEntry(
                    string.Create(CultureInfo.InvariantCulture, $"test/{++earned}"), EntryKind.Earned, today, cause,
                    [new(AccountRef.Issued, -points), new(AccountRef.Available(PersonId), points)])
                {
                    ExpiresOn = today.AddDays(60),
                },
            ],
            CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return posted[0].EntryId;
    }

    /// <summary>Uses services of one scope of the newest node, as a request does.</summary>
    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = nodes[0].CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public async Task SpendAsync(long points)
    {
        await using var scope = nodes[0].CreateAsyncScope();
        var spent = await scope.ServiceProvider.GetRequiredService<SpendPoints>()
            .RunAsync(PersonId, points, "reward/1", "", CancellationToken.None);
        Assert.Null(spent.Refusal);
    }

    /// <summary>Runs the job at an instant, keyed by the day in the programme's zone unless a day is given.</summary>
    public async Task<int> IssueAsync(DateTimeOffset at, string? asOf = null)
    {
        Clock.MoveTo(at);
        await using var scope = nodes[0].CreateAsyncScope();
        var today = scope.ServiceProvider.GetRequiredService<Programmes.Calendar>().Today;
        var issue = scope.ServiceProvider.GetRequiredService<IssueStatements>();
        return await issue.RunAsync(asOf is null ? today : Stage.On(asOf), CancellationToken.None);
    }

    public async Task<List<Statement>> StatementsAsync()
    {
        await using var db = Open();
        return await db.Statements.AsNoTracking().OrderBy(s => s.Period).ToListAsync();
    }

    public async Task<string[]> MonthsAsync() =>
        [.. (await StatementsAsync()).Select(s => FormattableString.Invariant($"{s.Period} {s.Opening}+{s.Earned}={s.Closing}"))];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    private ServiceProvider Node(string zone) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(Clock)
        .AddLeap(database.Settings with { Programme = database.Settings.Programme with { TimeZone = zone } })
        .BuildServiceProvider();
}
