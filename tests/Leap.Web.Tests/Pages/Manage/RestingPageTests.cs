using System.Net;
using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class RestingPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_manager_finds_an_address_and_lifts_its_rest_with_a_reason()
    {
        var id = await RestAsync("maria@far.example", RestCause.HardBounce);
        await RestAsync("other@far.example", RestCause.SoftBounces);
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync("/manage/resting?q=maria%40FAR");
        Assert.Equal("maria@far.example", Assert.Single(page.QuerySelectorAll("main tbody th[scope=row] .break")).TextContent);
        var answer = await client.PostAsync(
            "/manage/resting?handler=Lift", page, ("id", $"{id}"), ("reason", nameof(LiftReason.MailboxWorksAgain)));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var resting = await site.ReadAsync(db => db.RestingAddresses.SingleAsync(r => r.Id == id));
        Assert.Equal(LiftReason.MailboxWorksAgain, resting.LiftedFor);
        var record = await site.ReadAsync(db => db.AuditRecords.SingleAsync(
            r => r.ObjectKind == AuditObject.RestingAddress && r.ObjectId == $"{id}"));
        Assert.Equal((AuditAction.AddressLifted, "HardBounce"), (record.Action, record.Label));
        Assert.Contains("Mails go to maria@far.example again", await TextAsync(client, "/manage/resting"), StringComparison.Ordinal);
        Assert.Contains("Rest of an address lifted", await TextAsync(client, "/manage/audit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AddressConfirmed")]
    [InlineData("nonsense")]
    public async Task Without_a_reason_that_a_manager_can_give_it_goes_on_resting(string reason)
    {
        var id = await RestAsync($"reason{reason}@far.example", RestCause.Complaint);
        var client = await site.SignInAsync("manager");

        await client.PostAsync(
            "/manage/resting?handler=Lift", await client.PageAsync("/manage/resting"), ("id", $"{id}"), ("reason", reason));

        Assert.Null(await site.ReadAsync(db => db.RestingAddresses.Where(r => r.Id == id).Select(r => r.LiftedAt).SingleAsync()));
    }

    [Fact]
    public async Task The_list_is_a_file_too()
    {
        await RestAsync("=formula@far.example", RestCause.Complaint);
        var client = await site.SignInAsync("manager");

        var file = await client.GetStringAsync(new Uri("/manage/resting?handler=Csv&cause=complaint", UriKind.Relative));

        Assert.Contains("'=formula@far.example", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_has_a_name_for_each_result()
    {
        await site.UseAsync(async services =>
        {
            var db = services.GetRequiredService<LeapDb>();
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            db.BounceReports.AddRange(Enum.GetValues<BounceResult>().Select(result => new BounceReport
            {
                Fingerprint = $"{result}".PadRight(BounceReport.FingerprintMax, '0'),
                ReadAt = new DateTime(2026, 11, 12, 0, 0, 0, DateTimeKind.Utc),
                Result = result,
                Status = "",
            }));
            await write.CommitAsync(CancellationToken.None);
            return 0;
        });
        var client = await site.SignInAsync("manager");

        var table = (await client.PageAsync("/manage/resting")).QuerySelector("[aria-labelledby=reports]")!;

        Assert.Equal(Enum.GetValues<BounceResult>().Length, table.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Unreadable000000.eml", table.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_reads_that_mails_come_back_and_has_a_link_mailed_that_lifts_it()
    {
        var client = await site.SignInAsync("seller");
        var (id, email) = await OwnAsync(client, RestCause.HardBounce);

        var page = await client.PageAsync("/me");
        Assert.Contains("Mails to you come back", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await client.PostAsync("/me?handler=Link", page);

        Assert.True(await site.ReadAsync(db => db.Messages.AnyAsync(m => m.Kind == "sign-in-link" && m.ToAddress == email)));
        Assert.Null(await site.ReadAsync(db => db.RestingAddresses.Where(r => r.Id == id).Select(r => r.LiftedAt).SingleAsync()));
    }

    [Fact]
    public async Task A_person_who_complained_may_want_mails_again()
    {
        var client = await site.SignInAsync("firm-admin");
        var (id, _) = await OwnAsync(client, RestCause.Complaint);

        await client.PostAsync("/me?handler=Welcome", await client.PageAsync("/me"));

        var resting = await site.ReadAsync(db => db.RestingAddresses.SingleAsync(r => r.Id == id));
        Assert.Equal(LiftReason.PersonAsked, resting.LiftedFor);
    }

    private static async Task<string> TextAsync(HttpClient client, string address) => (await client.PageAsync(address)).Body!.TextContent;

    private async Task<(long Id, string Email)> OwnAsync(HttpClient client, RestCause cause)
    {
        var lead = (await client.PageAsync("/me")).QuerySelector(".page-lead")!.TextContent;
        var person = await site.ReadAsync(async db => (await db.People.ToListAsync())
            .Single(p => p.Email is { } email && lead.Contains(email, StringComparison.Ordinal)));
        return (await RestAsync(person.Email!, cause, person.Id), person.Email!);
    }

    private Task<long> RestAsync(string address, RestCause cause, long personId = 0) => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var resting = new RestingAddress
        {
            Address = RestingAddress.KeyOf(address),
            PersonId = personId,
            Cause = cause,
            MessageId = 1,
            Status = cause == RestCause.Complaint ? "" : "5.1.1",
            SinceAt = new DateTime(2026, 11, 12, 0, 0, 0, DateTimeKind.Utc),
        };
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        db.RestingAddresses.Add(resting);
        await write.CommitAsync(CancellationToken.None);
        return resting.Id;
    });
}
