using System.Net;
using Leap.Access;
using Leap.Data;
using Leap.Jobs;
using Leap.Ledger;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class OperationsPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/operations";

    [Fact]
    public async Task A_manager_sees_every_job_with_its_purpose_and_time()
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync(Address);

        var jobs = page.QuerySelector("[aria-labelledby=jobs]")!.TextContent;
        Assert.All(Schedule.Jobs, job => Assert.Contains(job.Name, jobs, StringComparison.Ordinal));
        Assert.Contains("Sends the mails that are due", jobs, StringComparison.Ordinal);
        Assert.Contains("every 5 seconds", jobs, StringComparison.Ordinal);
        Assert.Contains("monthly on day 1 at 06:00", jobs, StringComparison.Ordinal);
        Assert.Contains("SQLite", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_runs_when_asked_and_its_result_stands_there()
    {
        var client = await site.SignInAsync("manager");

        var answer = await client.PostAsync($"{Address}?handler=Run", await client.PageAsync(Address), ("job", "set-tiers"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("set-tiers", (await client.PageAsync(Address)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        await UntilAsync(db => db.JobRuns.AnyAsync(r => r.Job == "set-tiers" && r.EndedAt != null));
    }

    [Fact]
    public async Task A_paused_job_says_so_until_it_is_resumed()
    {
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync(Address);

        await client.PostAsync($"{Address}?handler=Pause", page, ("job", "freeze-boards"));
        var paused = await client.PageAsync(Address);
        await client.PostAsync($"{Address}?handler=Resume", page, ("job", "freeze-boards"));
        var resumed = await client.PageAsync(Address);

        Assert.NotNull(paused.QuerySelector("button[formaction*='handler=Resume']"));
        Assert.Null(resumed.QuerySelector("button[formaction*='handler=Resume']"));
    }

    [Theory]
    [InlineData("Run")]
    [InlineData("Pause")]
    [InlineData("Resume")]
    public async Task An_unknown_job_is_not_found(string handler)
    {
        var client = await site.SignInAsync("manager");

        var answer = await client.PostAsync($"{Address}?handler={handler}", await client.PageAsync(Address), ("job", "make-coffee"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_books_are_verified_on_the_spot()
    {
        var client = await site.SignInAsync("manager");

        await client.PostAsync($"{Address}?handler=Verify", await client.PageAsync(Address));

        var told = (await client.PageAsync(Address)).QuerySelector("#ledger .notice.is-success")!.TextContent;
        var head = await site.ReadAsync(db => db.Links.OrderByDescending(l => l.EntryId).Select(l => l.Hash).FirstAsync());
        Assert.Contains("The books balance", told, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(head), told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_given_up_shows_its_reason_and_can_be_tried_again()
    {
        var id = await FailAsync();
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync(Address);
        Assert.Contains(
            "No mailbox can have this address", page.QuerySelector("[aria-labelledby=failed]")!.TextContent, StringComparison.Ordinal);

        var answer = await client.PostAsync($"{Address}?handler=Retry", page, ("id", $"{id}"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("due again", (await client.PageAsync(Address)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await client.PostAsync($"{Address}?handler=Retry", page, ("id", "999999"))).StatusCode);
    }

    [Fact]
    public void Every_job_and_every_kind_of_mail_has_its_words()
    {
        var english = site.Services.GetRequiredService<Languages>().For("en");
        var kinds = site.Services.GetRequiredService<MailKinds>().Names.Select(k => $"operations.kind.{k}");
        var jobs = site.Services.GetRequiredService<JobList>().All.Select(j => $"jobs.purpose.{j.Name}");

        var reasons = Enum.GetNames<TryReason>().Select(r => $"operations.reason.{r}");

        Assert.All(kinds.Concat(jobs).Concat(reasons), key => Assert.True(english.Has(key), key));
    }

    [Fact]
    public async Task Mail_that_waits_stands_there_by_kind_and_by_what_goes_first()
    {
        await site.UseAsync(services => OweAsync(services, "anna@reseller.example", "test/waiting", inHours: 1));
        var client = await site.SignInAsync("manager");

        var waiting = (await client.PageAsync(Address)).QuerySelector("[aria-labelledby=waiting]")!.TextContent;

        Assert.Contains("Sign-in link", waiting, StringComparison.Ordinal);
        Assert.Contains("Before all else", waiting, StringComparison.Ordinal);
    }

    /// <summary>An address that is none makes a message fail at its first try.</summary>
    private async Task<long> FailAsync()
    {
        var id = await site.UseAsync(async services =>
        {
            var message = await OweAsync(services, "nobody", "test/failed");
            await services.GetRequiredService<RelayOutbox>().RunAsync(CancellationToken.None);
            return message.Id;
        });
        await UntilAsync(db => db.Messages.AnyAsync(m => m.Id == id && m.FailedAt != null));
        return id;
    }

    private static async Task<Message> OweAsync(IServiceProvider services, string address, string key, int inHours = 0)
    {
        var db = services.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var message = services.GetRequiredService<Outbox>().Owe(
            new SignInLinkMail { Name = "Anna Schmidt", PersonId = 1, Secret = "x" },
            new Recipient(1, "Anna Schmidt", address, "de"),
            key)!;
        message.DueAt = message.DueAt.AddHours(inHours);
        await db.SaveChangesAsync();
        await write.CommitAsync(CancellationToken.None);
        return message;
    }

    private async Task UntilAsync(Func<LeapDb, Task<bool>> isSo)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await site.ReadAsync(isSo))
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("It did not happen within twenty seconds.");
    }
}
