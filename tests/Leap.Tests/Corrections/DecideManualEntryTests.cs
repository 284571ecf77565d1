using Leap.Corrections;
using Leap.Ledger;
using Leap.Members;
using Leap.Tests.Engines;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Refusal = Leap.Corrections.DecideManualEntry.Refusal;

namespace Leap.Tests.Corrections;

public sealed class DecideManualEntryTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_second_person_books_what_waits_and_both_names_stay(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var asked = (await desk.ProposeAsync(desk.Gift(6_000))).Value;

        var booked = (await desk.DecideAsync(asked.Id, desk.Noah)).Value;

        Assert.Equal((ManualEntryState.Booked, desk.Mia, desk.Noah), (booked.State, booked.ProposedById, booked.DecidedById!.Value));
        Assert.Equal(7_000, await desk.AvailableAsync());
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_debt_is_written_off_by_two_people_all_or_a_part(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        await desk.OweAsync(300);
        var asked = (await desk.ProposeAsync(desk.WriteOff(200))).Value;
        Assert.Equal(300, (await desk.Stage.BalanceAsync(desk.Jan)).Debt);

        var booked = (await desk.DecideAsync(asked.Id, desk.Noah)).Value;

        Assert.Equal(100, (await desk.Stage.BalanceAsync(desk.Jan)).Debt);
        await using var db = desk.Stage.OpenDb();
        Assert.Equal(EntryKind.WrittenOff, (await db.Entries.SingleAsync(e => e.Id == booked.EntryId)).Kind);
        var writtenOff = AccountRef.WrittenOff.Id;
        Assert.Equal(-200, await db.Postings.Where(p => p.AccountId == writtenOff).SumAsync(p => p.Points));
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asked_is_told_the_answer(bool isApproved)
    {
        await using var desk = await Desk.OpenAsync(Engine.Sqlite);
        var asked = (await desk.ProposeAsync(desk.Gift(6_000))).Value;

        await desk.DecideAsync(asked.Id, desk.Noah, isApproved);
        await desk.DecideAsync(asked.Id, desk.Noah, isApproved);

        var mail = Assert.Single(await desk.Stage.OwedAsync<RequestAnsweredMail>());
        Assert.Equal(
            (RequestTopic.Correction, isApproved, "Mia Larsen", "Jan Wójcik", 6_000L),
            (mail.Topic, mail.IsYes, mail.Name, mail.About, mail.Points));
        Assert.Equal([desk.Mia], await desk.Stage.ToldAsync("request-answered"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_was_declined_is_kept_and_books_nothing(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var asked = (await desk.ProposeAsync(desk.Gift(6_000))).Value;

        var declined = (await desk.DecideAsync(asked.Id, desk.Noah, isApproved: false)).Value;

        Assert.Equal((ManualEntryState.Declined, null, 1000L), (declined.State, declined.EntryId, await desk.AvailableAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Refuses_a_second_decision(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var asked = (await desk.ProposeAsync(desk.Gift(6_000))).Value;
        await desk.DecideAsync(asked.Id, desk.Noah);

        Assert.Equal(Refusal.AlreadyDecided, (await desk.DecideAsync(asked.Id, desk.Noah)).Refusal);
        Assert.Equal(Refusal.AlreadyDecided, (await desk.DecideAsync(asked.Id, desk.Noah, isApproved: false)).Refusal);
        Assert.Equal(7_000, await desk.AvailableAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Many_approvals_at_once_book_once(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var asked = (await desk.ProposeAsync(desk.Gift(6_000))).Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => desk.DecideAsync(asked.Id, desk.Noah))));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.Equal(9, outcomes.Count(o => o.Refusal == Refusal.AlreadyDecided));
        Assert.Equal(7_000, await desk.AvailableAsync());
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_write_offs_of_one_debt_at_once_forgive_it_once(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        await desk.OweAsync(300);
        var one = (await desk.ProposeAsync(desk.WriteOff(300, "one"))).Value;
        var two = (await desk.ProposeAsync(desk.WriteOff(300, "two"))).Value;

        var outcomes = await Task.WhenAll(
            new[] { one, two }.Select(asked => Task.Run(() => desk.DecideAsync(asked.Id, desk.Noah))));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.Single(outcomes, o => o.Refusal == Refusal.NothingOwed);
        Assert.Equal(0, (await desk.Stage.BalanceAsync(desk.Jan)).Debt);
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_refusal_has_its_name_and_writes_nothing(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        await desk.OweAsync(12_000);
        var gift = (await desk.ProposeAsync(desk.Gift(6_000))).Value;
        var part = (await desk.ProposeAsync(desk.WriteOff(5_000, "part"))).Value;
        var rest = (await desk.ProposeAsync(desk.WriteOff(6_000, "rest"))).Value;

        // Half of each gift repays what is owed.
        await desk.ProposeAsync(desk.Gift(4_500, "rich"));
        desk.Stage.MoveTo("2026-11-21");
        var booked = (await desk.ProposeAsync(desk.Gift(4_500, "richer"))).Value;
        var taken = (await desk.ProposeAsync(desk.Gift(-5_500, "taken"))).Value;
        await desk.ProposeAsync(desk.Gift(-100, "spent"));
        Assert.Equal(ManualEntryState.Booked, booked.State);

        var before = await desk.CountAsync();
        await Refuses(999_999, desk.Noah, Refusal.NoSuchEntry);
        await Refuses(gift.Id, desk.Mia, Refusal.NotTheSamePerson);
        await Refuses(gift.Id, desk.Jan, Refusal.OwnAccount);
        await Refuses(taken.Id, desk.Noah, Refusal.NotEnoughPoints);
        await desk.DecideAsync(part.Id, desk.Noah);
        before = await desk.CountAsync();
        await Refuses(rest.Id, desk.Noah, Refusal.MoreThanOwed);
        desk.Stage.MoveTo("2029-01-01");
        await Refuses(gift.Id, desk.Noah, Refusal.EffectiveInClosedPeriod);

        async Task Refuses(long id, long deciderId, Refusal refusal)
        {
            Assert.Equal(refusal, (await desk.DecideAsync(id, deciderId)).Refusal);
            Assert.Equal(before, await desk.CountAsync());
        }
    }
}
