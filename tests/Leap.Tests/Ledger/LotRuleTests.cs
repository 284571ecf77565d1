using Leap.Programmes;
using Leap.Settings;

namespace Leap.Tests.Ledger;

/// <summary>L6: the day on which points expire, by the rule of the programme.</summary>
public sealed class LotRuleTests
{
    [Theory]
    [InlineData("2026-11-01", "2027-11-30")]
    [InlineData("2026-11-30", "2027-11-30")]
    [InlineData("2027-02-28", "2028-02-29")]
    public void Twelve_months_end_with_the_month(string arrival, string last) =>
        Assert.Equal(Stage.On(last), Expiry(new ProgrammeSettings(), arrival));

    [Theory]
    [InlineData("2026-11-22", "2027-11-22")]
    [InlineData("2027-12-31", "2028-12-30")]
    public void So_many_days_count_from_the_day_after_the_arrival(string arrival, string last) =>
        Assert.Equal(Stage.On(last), Expiry(new ProgrammeSettings { LotRule = LotRule.Days, LotDays = 365 }, arrival));

    [Theory]
    [InlineData("2026-04-01", "2027-06-29")]
    [InlineData("2027-03-31", "2027-06-29")]
    [InlineData("2027-04-01", "2028-06-29")]
    public void A_season_ends_for_all_of_it_and_grace_follows(string arrival, string last) => Assert.Equal(
        Stage.On(last), Expiry(new ProgrammeSettings { LotRule = LotRule.SeasonEnd, LotGraceDays = 90, SeasonStartMonth = 4 }, arrival));

    private static DateOnly Expiry(ProgrammeSettings programme, string arrival) =>
        new Calendar(FixedClock.Start(), new LeapSettings { Programme = programme }).ExpiryOf(Stage.On(arrival));
}
