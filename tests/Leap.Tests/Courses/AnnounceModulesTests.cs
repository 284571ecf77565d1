using Leap.Courses;
using Leap.Imports;
using Leap.Tests.Engines;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Courses;

public sealed class AnnounceModulesTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Every_member_gets_one_mail_for_all_modules_of_a_day_and_a_second_run_adds_nothing(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await PublishAsync(stage, "2026-11-12", 2, 3);

        Assert.Equal(10, await RunAsync(stage, "2026-11-13"));
        Assert.Equal(0, await RunAsync(stage, "2026-11-13"));
        Assert.Equal(0, await RunAsync(stage, "2026-11-20"));

        var mails = await stage.OwedAsync<NewModuleMail>();
        Assert.All(mails, m => Assert.Equal(["TEST-SIZING", "TEST-CERT"], m.Modules.Select(n => n.Code)));
        Assert.DoesNotContain(await stage.PersonAsync("Mia Larsen"), await stage.ToldAsync("new-module"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_two_runs_at_once_nobody_hears_twice(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await PublishAsync(stage, "2026-11-12", 2);

        var owed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync(stage, "2026-11-13"))));

        Assert.Equal(10, owed.Sum());
        Assert.Equal(10, (await stage.ToldAsync("new-module")).Distinct().Count());
    }

    [Fact]
    public async Task It_waits_until_the_day_is_over_and_forgets_old_news()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await PublishAsync(stage, "2026-11-12", 2);

        Assert.Equal(0, await RunAsync(stage, "2026-11-12"));
        Assert.Equal(0, await RunAsync(stage, "2026-11-27"));
        Assert.Equal(10, await RunAsync(stage, "2026-11-26"));
    }

    [Fact]
    public async Task Whoever_has_passed_it_or_declined_such_news_gets_none()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await PublishAsync(stage, "2026-11-12", 1);
        await stage.DeclineAsync("Jan Wójcik", "badge-awarded new-module");

        Assert.Equal(8, await RunAsync(stage, "2026-11-13"));

        var told = await stage.ToldAsync("new-module");
        Assert.DoesNotContain(await stage.PersonAsync("Anna Schmidt"), told);
        Assert.DoesNotContain(await stage.PersonAsync("Jan Wójcik"), told);
    }

    [Fact]
    public async Task Modules_that_were_there_before_are_no_news()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);

        Assert.Equal(0, await RunAsync(stage, "2026-11-13"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_import_publishes_a_module_once_and_a_translation_later_does_not_again(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await ImportAsync(stage, "en", "Cooling");
        stage.MoveTo("2026-11-15");
        await ImportAsync(stage, "de", "Kühlung");

        await using var db = stage.OpenDb();
        Assert.Equal(Stage.On("2026-11-12"), (await db.Modules.SingleAsync(m => m.Code == "COOLING")).PublishedOn);
    }

    private static Task<int> RunAsync(Stage stage, string asOf) =>
        stage.RunAsync<AnnounceModules, int>(a => a.RunAsync(Stage.On(asOf), CancellationToken.None));

    private static async Task PublishAsync(Stage stage, string day, params long[] ids)
    {
        await using var db = stage.OpenDb();
        await db.Modules.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.PublishedOn, Stage.On(day)));
    }

    private static Task<int> ImportAsync(Stage stage, string language, string title) => stage.UseAsync(async services =>
    {
        var file = $"""
            module,language,item,kind,family,minutes,points,valid_months,title,text,option_a,option_b,option_c,option_d,correct
            COOLING,{language},module,quick-learn,rack,15,40,,{title},About air.,,,,,
            COOLING,{language},page-1,,,,,,{title} 1,Air.,,,,,
            COOLING,{language},question-1,,,,,,,What?,A,B,C,D,a
            """;
        var report = await services.GetRequiredService<ImportCourses>().RunAsync(
            new StringReader(file), new ImportOptions(Samples.Languages.For("en")), CancellationToken.None);
        Assert.Empty(report.Bad);
        return 0;
    });
}
