using Leap.Jobs;

namespace Leap.Tests.Jobs;

public sealed class JobTests
{
    private static readonly Job Monthly = Job.Monthly<Counter>(
        "monthly", (Day: 5, At: new TimeOnly(6, 0)), (counter, asOf, _) => counter.RunAsync(asOf), "Counts.");

    [Theory]
    [InlineData("2026-11-05", "2026-11-05")]
    [InlineData("2026-11-30", "2026-11-05")]
    [InlineData("2026-11-04", "2026-10-05")]
    [InlineData("2027-01-01", "2026-12-05")]
    public void A_monthly_job_is_keyed_by_the_day_it_was_planned_for_however_late_it_runs(string day, string asOf) =>
        Assert.Equal(DateOnly.Parse(asOf, null), Monthly.AsOf(DateOnly.Parse(day, null)));

    [Fact]
    public void A_monthly_job_is_planned_on_its_day_at_its_time() => Assert.Equal("0 0 6 5 * ?", Monthly.When.Cron);

    [Fact]
    public void Every_job_of_the_schedule_has_a_name_of_its_own_and_a_text_that_says_what_it_is_for()
    {
        var english = Leap.Locales.Languages.Load().For("en");

        Assert.Equal(Schedule.Jobs.Count, Schedule.Jobs.Select(j => j.Name).Distinct().Count());
        Assert.All(Schedule.Jobs, j => Assert.True(english.Has(j.PurposeKey), j.Name));
    }
}
