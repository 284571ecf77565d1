using System.Globalization;
using System.Security.Cryptography;
using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Seeding;
using Leap.Settings;
using Leap.Statements;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Leap.Tests.Statements;

/// <summary>
/// A month's statements are written and mailed by nodes that are killed at random points, on PostgreSQL by two at once: each person comes
/// to one statement and one mail. A failure names its seed: `LEAP_CRASH_SEED` plays those points again; `LEAP_STATEMENT_PEOPLE=5000` and
/// `LEAP_CRASHES=10` make it the run of a whole programme.
/// </summary>
public sealed class StatementCrashTests(ITestOutputHelper output)
{
    private const int LotsEach = 3;
    private const int PointsEach = 100;

    private static readonly int People = Variable("LEAP_STATEMENT_PEOPLE") ?? 300;
    private static readonly int Kills = Variable("LEAP_CRASHES") ?? 2;
    private static readonly string[] Words = ["job", "issue-statements", "--as-of", "2024-03-01"];
    private static readonly string[] Languages = ["en", "de", "fr", "es", "pt-BR", "pl", "ar", "zh-Hans"];

    private readonly int seed = Variable("LEAP_CRASH_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Killed_while_it_writes_and_mails_the_program_comes_to_one_statement_and_one_mail_each(Engine engine)
    {
        await using var database = await FillAsync(engine);
        await using var sink = new SmtpSink();
        var settings = database.Settings with { Mail = database.Settings.Mail with { Host = "127.0.0.1", Port = sink.Port } };
        try
        {
            var killed = await PlayAsync(database, settings, engine == Engine.Postgres ? 2 : 1);
            await CheckAsync(database, sink, killed);
            Assert.True(killed > 0, "it was always faster than who was to kill it");
            Assert.Contains(": 0 done.", await FinishAsync(settings), StringComparison.Ordinal);
            await CheckAsync(database, sink, killed);
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

    /// <summary>
    /// Keeps so many nodes at work and kills one of them at each point. The mails that it had leased are due again once no other node runs
    /// whose leases those could be.
    /// </summary>
    private async Task<int> PlayAsync(TestDatabase database, LeapSettings settings, int count)
    {
        var dice = new Dice(seed.ToString(CultureInfo.InvariantCulture));
        var total = (People * LotsEach) + (2 * People);
        var nodes = Enumerable.Range(0, count).Select(_ => ChildProgram.Start(settings, Words)).ToList();
        var (killed, peak) = (0, 0.0);
        await using var db = database.Open();
        for (var kill = 0; kill < Kills; kill++)
        {
            var until = dice.Between((total * kill / Kills) + 1, total * (kill + 1) / Kills);
            while (await ProgressAsync(db) < until && nodes.Exists(n => !n.HasExited))
            {
                nodes.ForEach(n => n.NoteMemory());
                await Task.Delay(TimeSpan.FromMilliseconds(3));
            }

            var victim = nodes[dice.Below(count)];
            killed += await victim.KillAsync() ? 1 : 0;
            peak = Math.Max(peak, victim.PeakMegabytes);
            nodes.Remove(victim);
            victim.Dispose();
            if (nodes.TrueForAll(n => n.HasExited))
            {
                await EndLeasesAsync(db);
            }

            nodes.Add(ChildProgram.Start(settings, Words));
        }

        foreach (var node in nodes)
        {
            await node.FinishAsync();
            peak = Math.Max(peak, node.PeakMegabytes);
            node.Dispose();
        }

        await EndLeasesAsync(db);
        await FinishAsync(settings);
        output.WriteLine(FormattableString.Invariant(
            $"{People} people, {count} nodes, LEAP_CRASH_SEED={seed}: {killed} killed, peak {peak:0} MB"));
        return killed;
    }

    private async Task CheckAsync(TestDatabase database, SmtpSink sink, int killed)
    {
        await using var db = database.Open();
        Assert.Equal(People, await db.Statements.CountAsync(s => s.Period == "2024-02"));
        Assert.Equal(
            People, await db.Statements.CountAsync(s => s.Opening == 0 && s.Earned == LotsEach * PointsEach && s.Closing == s.Earned));
        Assert.Equal(People, await db.Messages.CountAsync(m => m.Kind == "statement"));
        Assert.Equal(People, await db.Messages.CountAsync(m => m.SentAt != null));
        var ids = sink.Mails.Select(mail => mail[mail.IndexOf("Message-ID:", StringComparison.Ordinal)..].Split('\n')[0]).ToList();
        Assert.Equal(People, ids.Distinct(StringComparer.Ordinal).Count());
        var twice = ids.Count - People;
        output.WriteLine(FormattableString.Invariant($"{ids.Count} mails arrived, {twice} of them twice under one Message-ID"));
        Assert.InRange(twice, 0, killed * new MailSettings().Connections * 8);
        Assert.Null(await DifferenceAsync(database));
    }

    private static async Task<string> FinishAsync(LeapSettings settings)
    {
        using var program = ChildProgram.Start(settings, Words);
        return await program.FinishAsync();
    }

    /// <summary>Links, statements and sent mails: what a run does, from its first entry to its last mail.</summary>
    private static async Task<int> ProgressAsync(LeapDb db) => await db.Links.CountAsync() + await db.Statements.CountAsync()
        + await db.Messages.CountAsync(m => m.SentAt != null);

    /// <summary>As if the time had passed after which a killed node's mails are due again.</summary>
    private static async Task EndLeasesAsync(LeapDb db)
    {
        var past = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await db.Messages.Where(m => m.LeaseUntilAt != null && m.SentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntilAt, past));
    }

    private static async Task<string?> DifferenceAsync(TestDatabase database)
    {
        await using var books = Books.Over(database, "2024-03-02");
        return (await books.UseAsync(
            scope => scope.GetRequiredService<VerifyBooks>().RunAsync(asOf: null, onProgress: null, CancellationToken.None))).Difference;
    }

    /// <summary>People who each earned three times in February 2024.</summary>
    private static async Task<TestDatabase> FillAsync(Engine engine)
    {
        var database = await engine.CreateAsync();
        await using var books = Books.Over(database, "2024-02-10");
        var people = await books.UseAsync(AddPeopleAsync);
        foreach (var batch in people.Chunk(1_000))
        {
            await books.PostAllAsync([
                .. batch.SelectMany(id => Enumerable.Range(0, LotsEach), (id, i) => new NewEntry(
                    FormattableString.Invariant($"course/{id}/{i}"), EntryKind.Earned, books.Today, "",
                    [new(AccountRef.Issued, -PointsEach), new(AccountRef.Available(id), PointsEach)])
                {
                    ExpiresOn = books.Today.AddDays(60 + i),
                }),
            ]);
        }

        return database;
    }

    private static async Task<List<long>> AddPeopleAsync(IServiceProvider scope)
    {
        var db = scope.GetRequiredService<LeapDb>();
        var people = Enumerable.Range(1, People)
            .Select(i => (Email: FormattableString.Invariant($"p{i}@firm{i % 700}.example"), Language: Languages[i % Languages.Length]))
            .Select(p => new Person
            {
                Name = p.Email, Language = p.Language, Country = "DE", UserName = p.Email, NormalizedUserName = p.Email.ToUpperInvariant(),
                Email = p.Email, NormalizedEmail = p.Email.ToUpperInvariant(), SecurityStamp = p.Email, EnrolledOn = Books.On("2024-01-01"),
            })
            .ToList();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.InsertAsync(people, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return people.ConvertAll(p => p.Id);
    }
}
