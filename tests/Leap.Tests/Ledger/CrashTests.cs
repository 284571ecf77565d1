using System.Globalization;
using System.Security.Cryptography;
using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Seeding;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Ledger;

/// <summary>
/// The program is killed at random points of posting, of expiry and of statements, started again, and comes to what it would have come to:
/// nothing lost, nothing twice. A failure names its seed: `LEAP_CRASH_SEED` plays those points again.
/// </summary>
public sealed class CrashTests
{
    private const int People = 250;
    private const int LotsEach = 6;
    private const int PointsEach = 100;
    private const int Entries = People * LotsEach;

    /// <summary>Each costs a start of the program, so every run has few of them.</summary>
    private static readonly int Kills = Variable("LEAP_CRASHES") ?? 2;

    private readonly int seed = Variable("LEAP_CRASH_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000);

    private int killed;

    [Theory]
    [OnSqlite]
    public Task Killed_while_it_posts_the_program_plays_the_season_to_the_same_end(Engine engine) => NamingTheSeedAsync(async dice =>
    {
        await using var whole = await engine.CreateAsync();
        await FinishAsync(whole, "seed", "--small");
        var expected = await FiguresAsync(whole);
        await using var database = await engine.CreateAsync();

        for (var kill = 0; kill < Kills; kill++)
        {
            var until = dice.Between(1, expected.Entries * (kill + 1) / (Kills + 1));
            await KillAsync(database, async db => await db.Entries.CountAsync() >= until, "seed", "--small");
            Assert.Null(await DifferenceAsync(database));
        }

        await FinishAsync(database, "seed", "--small");
        Assert.Equal(expected, await FiguresAsync(database));
    });

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public Task Killed_while_it_expires_lots_the_program_expires_each_once(Engine engine) => NamingTheSeedAsync(async dice =>
    {
        await using var database = await FillAsync(engine);

        for (var kill = 0; kill < Kills; kill++)
        {
            var until = Entries + dice.Between(1, Entries * (kill + 1) / (Kills + 1));
            await KillAsync(database, async db => await db.Entries.CountAsync() >= until, "job", "expire-lots");
            Assert.Null(await DifferenceAsync(database));
        }

        await FinishAsync(database, "job", "expire-lots");
        await using var db = database.Open();
        Assert.Equal(Entries, await db.Entries.CountAsync(e => e.Kind == EntryKind.Expired));
        Assert.Equal(Entries * PointsEach, await db.Postings.Where(p => p.AccountId == AccountRef.Expired.Id).SumAsync(p => p.Points));
        Assert.Null(await DifferenceAsync(database));
    });

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public Task Killed_while_it_writes_statements_the_program_owes_each_person_one_statement_and_one_mail(Engine engine) =>
        NamingTheSeedAsync(async dice =>
        {
            await using var database = await FillAsync(engine);
            string[] words = ["job", "issue-statements", "--as-of", "2024-03-01"];

            for (var kill = 0; kill < Kills; kill++)
            {
                var until = dice.Between(1, (Entries + People) * (kill + 1) / Kills);
                await KillAsync(
                    database, async db => await db.Links.CountAsync() + await db.Statements.CountAsync() > until, words);
                Assert.Null(await DifferenceAsync(database));
            }

            await FinishAsync(database, words);
            await using var db = database.Open();
            Assert.Equal(People, await db.Statements.CountAsync());
            Assert.Equal(People, await db.Statements.CountAsync(s => s.Closing == LotsEach * PointsEach && s.Opening == 0));
            Assert.Equal(People, await db.Messages.CountAsync(m => m.Kind == "statement"));
            Assert.Null(await DifferenceAsync(database));
        });

    private async Task NamingTheSeedAsync(Func<Dice, Task> play)
    {
        try
        {
            killed = 0;
            await play(new Dice(seed.ToString(CultureInfo.InvariantCulture)));
            Assert.True(killed > 0, "it was always faster than who was to kill it");
        }
        catch (Exception fault)
        {
            throw new HistoryException(FormattableString.Invariant($"LEAP_CRASH_SEED={seed}: {fault.Message}"), fault);
        }
    }

    private static int? Variable(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static async Task FinishAsync(TestDatabase database, params string[] words)
    {
        using var program = ChildProgram.Start(database.Settings, words);
        await program.FinishAsync();
    }

    private async Task KillAsync(TestDatabase database, Func<LeapDb, Task<bool>> isTime, params string[] words)
    {
        using var program = ChildProgram.Start(database.Settings, words);
        await using var db = database.Open();
        killed += await program.KillWhenAsync(() => isTime(db)) ? 1 : 0;
    }

    private static async Task<string?> DifferenceAsync(TestDatabase database)
    {
        await using var books = Books.Over(database, "2027-12-01");
        return (await books.UseAsync(
            scope => scope.GetRequiredService<VerifyBooks>().RunAsync(asOf: null, onProgress: null, CancellationToken.None))).Difference;
    }

    /// <summary>What the season came to: how many of each, and a digest of every key with its points.</summary>
    private static async Task<Figures> FiguresAsync(TestDatabase database)
    {
        Assert.Null(await DifferenceAsync(database));
        await using var db = database.Open();
        var accounts = await db.Accounts.OrderBy(a => a.Id).Select(a => new { a.Id, a.Points }).ToListAsync();
        return new Figures(
            await db.Entries.CountAsync(),
            await db.Postings.CountAsync(),
            await db.Lots.CountAsync(),
            await db.Messages.CountAsync(),
            string.Join(' ', accounts.Select(a => $"{AccountRef.FromId(a.Id)}={a.Points}")));
    }

    /// <summary>People who each earned six times 100 points in February 2024, all of them long expired.</summary>
    private static async Task<TestDatabase> FillAsync(Engine engine)
    {
        var database = await engine.CreateAsync();
        await using var books = Books.Over(database, "2024-02-10");
        var people = await books.UseAsync(AddPeopleAsync);
        await books.PostAllAsync([
            .. people.SelectMany(id => Enumerable.Range(0, LotsEach), (id, i) => new NewEntry(
                FormattableString.Invariant($"course/{id}/{i}"), EntryKind.Earned, books.Today, "",
                [new(AccountRef.Issued, -PointsEach), new(AccountRef.Available(id), PointsEach)])
            {
                ExpiresOn = books.Today.AddDays(20 + i),
            }),
        ]);
        return database;
    }

    private static async Task<List<long>> AddPeopleAsync(IServiceProvider scope)
    {
        var db = scope.GetRequiredService<LeapDb>();
        var people = Enumerable.Range(1, People).Select(i => FormattableString.Invariant($"p{i}@firm.example")).Select(email => new Person
        {
            Name = email, Language = "en", Country = "DE", UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email,
            NormalizedEmail = email.ToUpperInvariant(), SecurityStamp = email, EnrolledOn = Books.On("2024-01-01"),
        }).ToList();
        db.People.AddRange(people);
        await db.SaveChangesAsync();
        return people.ConvertAll(p => p.Id);
    }

    private sealed record Figures(int Entries, int Postings, int Lots, int Messages, string Balances);
}
