using System.Globalization;
using System.Net;
using Leap.Data;
using Leap.Members;
using Leap.Tests;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage;

/// <summary>What staff do to people and firms. Mia is manager; Ada becomes administrator when a test needs her.</summary>
public sealed class PowersPageTests : IAsyncLifetime, IDisposable
{
    private const string Mia = "p11@firm.example";
    private const string Ada = "ada@programme.example";

    private readonly Site site = new();

    public Task InitializeAsync() => site.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)site).DisposeAsync();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_person_moves_to_another_firm_and_the_last_admin_does_not()
    {
        var mia = await site.SignInAsAsync(Mia);

        var ben = await SendAsync(mia, "Ben Carter", "Move", ("firm", "F-2"), ("fromOn", site.Today));
        var eva = await SendAsync(mia, "Eva Brandt", "Move", ("firm", "F-2"), ("fromOn", site.Today));
        var nowhere = await SendAsync(mia, "Jan Wójcik", "Move", ("firm", "F-9"), ("fromOn", site.Today));

        Assert.Equal(HttpStatusCode.Redirect, ben.StatusCode);
        await RefusedAsync(eva, "refusal.MovePerson.LastAdmin");
        await RefusedAsync(nowhere, "refusal.MovePerson.NoSuchFirm");
        Assert.Equal(1, await site.ReadAsync(db => db.Memberships.CountAsync(m => m.ToOn != null)));
    }

    [Fact]
    public async Task A_membership_that_is_not_the_persons_and_a_firm_that_is_not_the_memberships_end_nothing()
    {
        var mia = await site.SignInAsAsync(Mia);
        var (ben, luis) = (await MembershipAsync("Ben Carter"), await MembershipAsync("Luis Ortega"));

        var others = await SendAsync(mia, "Ben Carter", "End", ("firmId", Id(luis.FirmId)), ("membershipId", Id(luis.Id)));
        var crossed = await SendAsync(mia, "Ben Carter", "End", ("firmId", Id(luis.FirmId)), ("membershipId", Id(ben.Id)));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (others.StatusCode, crossed.StatusCode));
        Assert.Equal(0, await site.ReadAsync(db => db.Memberships.CountAsync(m => m.ToOn != null)));
    }

    [Fact]
    public async Task Who_is_suspended_is_out_at_the_next_request()
    {
        var mia = await site.SignInAsAsync(Mia);
        var ben = await site.SignInAsAsync("p5@firm.example");
        Assert.Equal(HttpStatusCode.OK, await ben.StatusAsync("/points"));

        var answer = await SendAsync(mia, "Ben Carter", "Suspend", ("reason", "UnderReview"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, await ben.StatusAsync("/points"));
        await RefusedAsync(await SendAsync(mia, "Mia Larsen", "Suspend", ("reason", "UnderReview")), "refusal.SuspendPerson.Oneself");
    }

    [Fact]
    public async Task An_administrator_gives_a_role_and_never_their_own()
    {
        var ada = await AdministratorAsync();
        var page = await ada.PageAsync("/me/security");

        var (ben, self) = (await AddressAsync("Ben Carter", "role"), await AddressAsync("Ada", "role"));
        var given = await ada.PostAsync(ben, page, ("role", "Auditor"));
        var own = await ada.PostAsync(self, page, ("role", "Manager"));
        var smuggled = await ada.PostAsync(ben, page, ("role", "4"));

        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        await RefusedAsync(own, "refusal.GiveStaffRole.OwnRole");
        await RefusedAsync(smuggled, "refusal.GiveStaffRole.UnknownRole");
        Assert.Equal((StaffRole.Auditor, StaffRole.Administrator), (await StaffAsync("Ben Carter"), await StaffAsync("Ada")));
    }

    [Fact]
    public async Task A_manager_gives_nobody_a_role()
    {
        var mia = await site.SignInAsAsync(Mia);

        var answer = await mia.PostAsync(
            await AddressAsync("Ben Carter", "role"), await mia.PageAsync("/me/security"), ("role", "Administrator"));

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden);
        Assert.Null(await StaffAsync("Ben Carter"));
    }

    [Fact]
    public async Task A_firm_is_merged_after_a_look_and_stands_in_no_list_but_is_found_by_its_code()
    {
        var mia = await site.SignInAsAsync(Mia);
        var (from, into) = await site.ReadAsync(async db => (
            await db.Firms.Where(f => f.Code == "F-1").Select(f => f.Id).SingleAsync(),
            await db.Firms.Where(f => f.Code == "F-2").Select(f => f.Id).SingleAsync()));
        var address = $"/manage/firms/{from}/change";

        var preview = await mia.PageAsync(address + "?into=F-2");
        Assert.Equal(Id(into), preview.QuerySelector("input[name=intoId]")!.GetAttribute("value"));
        Assert.Equal(0, await site.ReadAsync(db => db.Firms.CountAsync(f => f.MergedIntoId != null)));
        var itself = await mia.PostAsync(address + "?handler=Merge", preview, ("intoId", Id(from)));
        var nowhere = await mia.PostAsync(address + "?handler=Merge", preview, ("intoId", "4711"));
        var merged = await mia.PostAsync(address + "?handler=Merge", preview, ("intoId", Id(into)));

        await RefusedAsync(itself, "refusal.MergeFirms.SameFirm");
        await RefusedAsync(nowhere, "refusal.MergeFirms.NoSuchFirm");
        Assert.Equal($"/manage/firms/{into}", merged.Headers.Location!.OriginalString);
        Assert.Single((await mia.PageAsync("/manage/firms")).QuerySelectorAll("tbody th a"));
        var found = (await mia.PageAsync("/manage/firms?q=F-1")).QuerySelector("tbody th")!;
        Assert.Contains(site.In("en")["firms.merged"], found.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await mia.StatusAsync($"/manage/firms/{from}"));
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private async Task RefusedAsync(HttpResponseMessage answer, string key)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(site.In("en")[key], (await answer.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpClient client, string name, string handler, params (string Name, string Value)[] fields)
    {
        var address = await AddressAsync(name, "change");
        return await client.PostAsync($"{address}?handler={handler}", await client.PageAsync(address), fields);
    }

    private async Task<string> AddressAsync(string name, string page) =>
        $"/manage/people/{await site.ReadAsync(db => Story.PersonAsync(db, name))}/{page}";

    private Task<StaffRole?> StaffAsync(string name) =>
        site.ReadAsync(db => db.People.Where(p => p.Name == name).Select(p => p.Staff).SingleAsync());

    private Task<Membership> MembershipAsync(string name) => site.ReadAsync(async db =>
    {
        var id = await Story.PersonAsync(db, name);
        return await db.Memberships.AsNoTracking().SingleAsync(m => m.PersonId == id);
    });

    private async Task<HttpClient> AdministratorAsync()
    {
        await site.ReadAsync(async db =>
        {
            db.Add(new Person
            {
                Name = "Ada", Language = "en", Country = "DE", UserName = Ada, NormalizedUserName = Ada.ToUpperInvariant(), Email = Ada,
                NormalizedEmail = Ada.ToUpperInvariant(), SecurityStamp = "ada", Staff = StaffRole.Administrator,
            });
            return await db.SaveChangesAsync();
        });
        return await site.SignInAsAsync(Ada);
    }
}
