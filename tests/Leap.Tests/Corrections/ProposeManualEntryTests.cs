using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Promotions;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Refusal = Leap.Corrections.ProposeManualEntry.Refusal;

namespace Leap.Tests.Corrections;

public sealed class ProposeManualEntryTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_up_to_the_limit_are_given_at_once_with_an_expiry_and_the_reason(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);

        var gift = (await desk.ProposeAsync(desk.Gift(5_000) with { EffectiveOn = Stage.On("2026-11-03") })).Value;

        Assert.Equal((ManualEntryState.Booked, 6_000L), (gift.State, await desk.AvailableAsync()));
        await using var db = desk.Stage.OpenDb();
        var entry = await db.Entries.SingleAsync(e => e.Id == gift.EntryId);
        Assert.Equal(
            ($"manual/{gift.Id}/booked", EntryKind.Corrected, Stage.On("2026-11-03"), "Goodwill"),
            (entry.Key, entry.Kind, entry.EffectiveOn, entry.Cause));
        var lot = await db.Lots.SingleAsync(l => l.EntryId == gift.EntryId);
        Assert.True(lot.ExpiresOn > Stage.On("2027-03-31"));
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_taken_name_the_entry_that_they_correct_and_leave_by_the_lots(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var wrong = await desk.PostAsync(new NewEntry(
            "course/twice", EntryKind.Earned, Stage.On("2026-11-02"), "",
            [new(AccountRef.Issued, -60), new(AccountRef.Available(desk.Jan), 60)]) { ExpiresOn = Stage.On("2027-03-31") });

        var taken = (await desk.ProposeAsync(
            desk.Gift(-60) with { Reason = CorrectionReason.WrongAward, CorrectsId = wrong.EntryId })).Value;

        await using var db = desk.Stage.OpenDb();
        Assert.Equal(wrong.EntryId, (await db.Entries.SingleAsync(e => e.Id == taken.EntryId)).CorrectsId);
        Assert.Equal(60, await db.Allocations.Where(a => a.EntryId == taken.EntryId).SumAsync(a => a.Points));
        Assert.Equal(1000, await desk.AvailableAsync());
        await desk.Stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_limit_is_not_passed_in_small_steps(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);

        var first = (await desk.ProposeAsync(desk.Gift(3_000, "one"))).Value;
        var second = (await desk.ProposeAsync(desk.Gift(2_000, "two"))).Value;
        var third = (await desk.ProposeAsync(desk.Gift(1, "three"))).Value;
        desk.Stage.MoveTo("2026-12-24");
        var later = (await desk.ProposeAsync(desk.Gift(5_000, "four"))).Value;

        Assert.Equal(
            (ManualEntryState.Booked, ManualEntryState.Booked, ManualEntryState.Proposed, ManualEntryState.Booked),
            (first.State, second.State, third.State, later.State));
    }

    [Fact]
    public async Task The_limit_begins_anew_at_midnight_in_the_programmes_zone()
    {
        await using var desk = await Desk.OpenAsync(Engine.Sqlite, new ProgrammeSettings { TimeZone = "Pacific/Auckland" });
        desk.Stage.MoveTo("2026-12-01");
        desk.Stage.Advance(-TimeSpan.FromMinutes(90));
        var evening = (await desk.ProposeAsync(desk.Gift(5_000, "at 23:30"))).Value;
        desk.Stage.Advance(TimeSpan.FromHours(1));
        var morning = (await desk.ProposeAsync(desk.Gift(5_000, "at 0:30"))).Value;
        desk.Stage.Advance(TimeSpan.FromHours(23));
        var night = (await desk.ProposeAsync(desk.Gift(1, "at 23:30 again"))).Value;

        Assert.Equal(
            (ManualEntryState.Booked, ManualEntryState.Booked, ManualEntryState.Proposed), (evening.State, morning.State, night.State));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_limit_counts_what_one_booked_alone_on_one_account_whichever_way(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var ofTwo = (await desk.ProposeAsync(desk.Gift(6_000, "of-two"))).Value;
        Assert.Null((await desk.DecideAsync(ofTwo.Id, desk.Noah)).Refusal);

        var given = (await desk.ProposeAsync(desk.Gift(3_000, "given"))).Value;
        var elsewhere = (await desk.ProposeAsync(
            desk.Gift(3_000, "elsewhere") with { OwnerId = await desk.Stage.PersonAsync("Anna Schmidt") })).Value;
        var taken = (await desk.ProposeAsync(desk.Gift(-2_000, "taken"))).Value;
        var above = (await desk.ProposeAsync(desk.Gift(1, "above"))).Value;

        Assert.Equal(
            (ManualEntryState.Booked, ManualEntryState.Booked, ManualEntryState.Booked, ManualEntryState.Proposed),
            (given.State, elsewhere.State, taken.State, above.State));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Above_the_limit_points_wait_for_a_second_person(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);

        var gift = (await desk.ProposeAsync(desk.Gift(5_001))).Value;

        Assert.Equal((ManualEntryState.Proposed, null, 1000L), (gift.State, gift.EntryId, await desk.AvailableAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_budget_grows_and_shrinks_with_what_it_was_funded_with(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        await using var db = desk.Stage.OpenDb();
        var rack = await db.Promotions.SingleAsync(p => p.Code == "RACK-25");
        var before = await LeftAsync();

        await desk.ProposeAsync(Budget("more", 500));
        await desk.ProposeAsync(Budget("less", -200));

        Assert.Equal(before + 300, await LeftAsync());
        Assert.Equal(10_300, await db.Promotions.Where(p => p.Id == rack.Id).Select(p => p.BudgetPoints).SingleAsync());
        Assert.Equal(Refusal.NotEnoughPoints, (await desk.ProposeAsync(Budget("all", -20_000))).Refusal);
        await desk.Stage.AssertTheBooksBalanceAsync();

        NewManualEntry Budget(string key, long points) =>
            new(key, ManualEntryKind.Adjustment, rack.Id, points, CorrectionReason.BudgetChange, "As agreed") { IsBudget = true };

        async Task<long?> LeftAsync()
        {
            var account = AccountRef.Budget(rack.Id).Id;
            return await db.Accounts.AsNoTracking().Where(a => a.Id == account).Select(a => a.Points).SingleAsync();
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_same_request_twice_is_one_entry_and_other_content_is_refused(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => desk.ProposeAsync(desk.Gift(100)))));

        Assert.Single(outcomes.Select(o => o.Value.Id).Distinct());
        Assert.Equal(1100, await desk.AvailableAsync());
        Assert.Equal(Refusal.SentWithOtherContent, (await desk.ProposeAsync(desk.Gift(200))).Refusal);
        Assert.Equal(1100, await desk.AvailableAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_day_that_the_books_are_closed_over_is_refused(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        await desk.Stage.RunAsync<CloseBooks, Outcome<Closing, CloseBooks.Refusal>>(
            close => close.RunAsync(Stage.On("2026-11-05"), desk.Mia, CancellationToken.None));

        var closed = await desk.ProposeAsync(desk.Gift(1) with { EffectiveOn = Stage.On("2026-11-05") });
        var open = await desk.ProposeAsync(desk.Gift(1) with { EffectiveOn = Stage.On("2026-11-06") });

        Assert.Equal(Refusal.EffectiveInClosedPeriod, closed.Refusal);
        Assert.Null(open.Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_refusal_has_its_name_and_writes_nothing(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var anna = await desk.Stage.PersonAsync("Anna Schmidt");
        await using var db = desk.Stage.OpenDb();
        var annas = await db.Postings.Where(p => p.AccountId == AccountRef.Available(anna).Id).Select(p => p.EntryId).FirstAsync();
        var endless = await db.Promotions.Where(p => p.Code == "BASE").Select(p => p.Id).SingleAsync();
        var before = await desk.CountAsync();

        await Refuses(desk.Gift(1, key: " "), Refusal.KeyMissing);
        await Refuses(desk.Gift(0), Refusal.ZeroPoints);
        await Refuses(desk.Gift(1_000_000_001), Refusal.TooManyPoints);
        await Refuses(desk.Gift(long.MinValue), Refusal.TooManyPoints);
        await Refuses(desk.WriteOff(-1), Refusal.NotAWriteOff);
        await Refuses(desk.WriteOff(1) with { IsBudget = true }, Refusal.NotAWriteOff);
        await Refuses(desk.Gift(1) with { Reason = (CorrectionReason)99 }, Refusal.ReasonMissing);
        await Refuses(desk.Gift(1) with { Note = "  " }, Refusal.NoteMissing);
        await Refuses(desk.Gift(1) with { Note = new string('x', 501) }, Refusal.NoteTooLong);
        await Refuses(desk.Gift(1) with { EffectiveOn = Stage.On("2026-11-13") }, Refusal.EffectiveInFuture);
        await Refuses(desk.Gift(1) with { EffectiveOn = Stage.On("2020-01-01") }, Refusal.EffectiveInClosedPeriod);
        await Refuses(desk.Gift(1) with { OwnerId = desk.Mia }, Refusal.OwnAccount);
        await Refuses(desk.Gift(1) with { OwnerId = 999_999 }, Refusal.UnknownAccount);
        await Refuses(desk.Gift(1) with { OwnerId = 999_999, IsBudget = true }, Refusal.UnknownAccount);
        await Refuses(desk.Gift(1) with { OwnerId = endless, IsBudget = true }, Refusal.UnlimitedBudget);
        await Refuses(desk.Gift(1) with { CorrectsId = annas }, Refusal.UnknownCorrected);
        await Refuses(desk.Gift(-1001), Refusal.NotEnoughPoints);
        await Refuses(desk.WriteOff(1), Refusal.NothingOwed);
        await desk.OweAsync(30);
        before = await desk.CountAsync();
        await Refuses(desk.WriteOff(31), Refusal.MoreThanOwed);

        async Task Refuses(NewManualEntry wanted, Refusal refusal)
        {
            Assert.Equal(refusal, (await desk.ProposeAsync(wanted)).Refusal);
            Assert.Equal(before, await desk.CountAsync());
        }
    }
}
