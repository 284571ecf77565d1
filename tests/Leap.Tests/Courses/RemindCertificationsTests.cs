using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Courses;

public sealed class RemindCertificationsTests
{
    private const long Certification = 3;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_holder_is_reminded_three_times_before_and_once_after(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var last = await CertifyAsync(stage, "2026-11-10");
        var told = new List<int>();
        foreach (var before in new[] { 91, 90, 89, 30, 30, 12, 7, 0, -1, -2, -31 })
        {
            if (await RunAsync(stage, last.AddDays(-before)) > 0)
            {
                told.Add(before);
            }
        }

        Assert.Equal([90, 30, 7, -1], told);
        Assert.Equal([false, false, false, true], (await stage.OwedAsync<CertificationDueMail>()).Select(m => m.HasLapsed));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Whoever_has_renewed_it_is_reminded_of_the_new_one_alone(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var last = await CertifyAsync(stage, "2026-11-10");
        stage.MoveTo("2027-10-01");
        var renewed = await CertifyAsync(stage, "2027-10-01");

        Assert.Equal(0, await RunAsync(stage, last.AddDays(-7)));
        Assert.Equal(1, await RunAsync(stage, renewed.AddDays(-7)));
        Assert.Equal(last.AddYears(1), (await stage.OwedAsync<CertificationDueMail>()).Single().ValidUntilOn);
    }

    [Fact]
    public async Task Somebody_who_works_for_no_firm_is_not_reminded()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var last = await CertifyAsync(stage, "2026-11-10");
        await using (var db = stage.OpenDb())
        {
            await db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, Stage.On("2026-12-01")));
        }

        Assert.Equal(0, await RunAsync(stage, last.AddDays(-7)));
    }

    [Fact]
    public async Task What_lapsed_long_ago_is_not_dug_up()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var last = await CertifyAsync(stage, "2026-11-10");

        Assert.Equal(0, await RunAsync(stage, last.AddDays(31)));
    }

    private static Task<int> RunAsync(Stage stage, DateOnly asOf) =>
        stage.RunAsync<RemindCertifications, int>(r => r.RunAsync(asOf, CancellationToken.None));

    private static async Task<DateOnly> CertifyAsync(Stage stage, string day)
    {
        var anna = await stage.PersonAsync("Anna Schmidt");
        var outcome = (await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(
            r => r.RunAsync([new NewCompletion(anna, Certification, Stage.On(day), 100)], CancellationToken.None)))[0];
        await using var db = stage.OpenDb();
        return (await db.Completions.SingleAsync(c => c.Id == outcome.Value)).ValidUntilOn!.Value;
    }
}
