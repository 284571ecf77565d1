using System.Text.Json;
using Leap.Data;
using Leap.Joining;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Tests.Engines;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Joining;

public sealed class JoinByDomainTests
{
    [Theory]
    [InlineData("nordlicht.example", null)]
    [InlineData(" @Nordlicht.EXAMPLE. ", null)]
    [InlineData("bücher.example", null)]
    [InlineData("", AddDomain.Refusal.NotADomain)]
    [InlineData("nordlicht", AddDomain.Refusal.NotADomain)]
    [InlineData("http://nordlicht.example/x", AddDomain.Refusal.NotADomain)]
    [InlineData("gmail.com", AddDomain.Refusal.FreeMail)]
    [InlineData("yahoo.co.uk", AddDomain.Refusal.FreeMail)]
    [InlineData("WEB.DE", AddDomain.Refusal.FreeMail)]
    public async Task A_firm_lists_domains_of_its_own(string typed, AddDomain.Refusal? refusal)
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);

        Assert.Equal(refusal, (await AddAsync(door, typed)).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Who_reads_mail_at_a_confirmed_domain_asks_and_is_invited_by_the_admins_yes(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        await ConfirmAsync(door);

        var (id, secret) = (await LinkAsync(door, "kim@Nordlicht.example"))!.Value;
        Assert.Equal(1, (await AskAsync(door, id, secret, "Kim")).Value);

        Assert.Equal(AskToJoin.Refusal.Used, (await AskAsync(door, id, secret, "Kim")).Refusal);
        Assert.Single(await door.Stage.MailKeysAsync("join-asked"));
        var request = (await DecideAsync(door, new(1, door.Nordlicht, door.Eva) { IsYes = true, Personas = Personas.Seller })).Value;
        await using var db = door.Stage.OpenDb();
        var invitation = await db.Invitations.SingleAsync(i => i.Id == request.InvitationId);
        Assert.Equal(
            ("kim@Nordlicht.example", "Kim", "pl", true),
            (invitation.Address, invitation.Name, invitation.Language, invitation.IsAnswer));
        Assert.Equal(
            DecideJoinRequest.Refusal.AlreadyDecided,
            (await DecideAsync(door, new(1, door.Nordlicht, door.Eva) { Reason = DeclineReason.NotAColleague })).Refusal);
    }

    [Fact]
    public async Task Who_listed_a_domain_is_told_that_it_is_confirmed()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        await ConfirmAsync(door);

        var mail = Assert.Single(await door.Stage.OwedAsync<RequestAnsweredMail>());
        Assert.Equal((RequestTopic.FirmDomain, true, "nordlicht.example"), (mail.Topic, mail.IsYes, mail.About));
        Assert.Equal([door.Eva], await door.Stage.ToldAsync("request-answered"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_link_that_nobody_used_goes_with_its_address_when_its_time_is_over(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        await ConfirmAsync(door);
        await LinkAsync(door, "kim@nordlicht.example");

        Assert.Equal(0, await ForgetAsync(door));
        door.Stage.MoveTo("2026-12-01");
        Assert.Equal(1, await ForgetAsync(door));
        Assert.Equal(0, await ForgetAsync(door));
    }

    [Fact]
    public async Task A_no_is_mailed_with_its_reason_in_the_language_of_who_asked()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        await ConfirmAsync(door);
        var (id, secret) = (await LinkAsync(door, "kim@nordlicht.example"))!.Value;
        await AskAsync(door, id, secret, "Kim");

        Assert.Equal(DecideJoinRequest.Refusal.ReasonMissing, (await DecideAsync(door, new(1, door.Nordlicht, door.Eva))).Refusal);
        Assert.Equal(
            DecideJoinRequest.Refusal.NoSuchRequest,
            (await DecideAsync(door, new(1, door.Brightwater, door.Eva) { Reason = DeclineReason.OtherAddress })).Refusal);
        await DecideAsync(door, new(1, door.Nordlicht, door.Eva) { Reason = DeclineReason.NotAColleague });

        await using var db = door.Stage.OpenDb();
        var mail = await db.Messages.SingleAsync(m => m.Kind == "join-declined");
        Assert.Equal(("pl", "kim@nordlicht.example"), (mail.Language, mail.ToAddress));
    }

    [Fact]
    public async Task An_unconfirmed_or_unknown_domain_mails_nobody()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        await AddAsync(door, "nordlicht.example");

        Assert.Null(await LinkAsync(door, "kim@nordlicht.example"));
        Assert.Null(await LinkAsync(door, "kim@elsewhere.example"));
        Assert.Null(await LinkAsync(door, "no address"));
    }

    [Fact]
    public async Task Altered_replaced_and_late_links_have_a_name_each()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        await ConfirmAsync(door);
        var (old, oldSecret) = (await LinkAsync(door, "kim@nordlicht.example"))!.Value;
        var (id, secret) = (await LinkAsync(door, "kim@nordlicht.example"))!.Value;

        Assert.Equal(AskToJoin.Refusal.Used, (await AskAsync(door, old, oldSecret, "Kim")).Refusal);
        Assert.Equal(AskToJoin.Refusal.NotValid, (await AskAsync(door, id, secret + "x", "Kim")).Refusal);
        Assert.Equal(AskToJoin.Refusal.NotValid, (await AskAsync(door, 99, secret, "Kim")).Refusal);
        Assert.Equal(AskToJoin.Refusal.NameMissing, (await AskAsync(door, id, secret, " ")).Refusal);
        door.Stage.MoveTo("2026-11-14");
        Assert.Equal(AskToJoin.Refusal.Expired, (await AskAsync(door, id, secret, "Kim")).Refusal);
        Assert.Empty(await door.Stage.MailKeysAsync("join-asked"));
    }

    private static Task<Outcome<FirmDomain, AddDomain.Refusal>> AddAsync(Door door, string typed) =>
        door.Stage.RunAsync<AddDomain, Outcome<FirmDomain, AddDomain.Refusal>>(
            add => add.RunAsync(door.Nordlicht, typed, door.Eva, CancellationToken.None));

    private static async Task ConfirmAsync(Door door)
    {
        var added = (await AddAsync(door, "nordlicht.example")).Value;
        var mia = await door.Stage.PersonAsync("Mia Larsen");
        await door.Stage.RunAsync<ConfirmDomain, Outcome<FirmDomain, ConfirmDomain.Refusal>>(
            confirm => confirm.RunAsync(added.Id, door.Nordlicht, mia, CancellationToken.None));
    }

    private static async Task<(long Id, string Secret)?> LinkAsync(Door door, string address)
    {
        var before = (await door.Stage.MailKeysAsync("join-link")).Count;
        await door.Stage.RunAsync<SendJoinLink, int>(async send =>
        {
            await send.RunAsync(address, "pl", CancellationToken.None);
            return 0;
        });
        await using var db = door.Stage.OpenDb();
        var bodies = await db.Messages.Where(m => m.Kind == "join-link").OrderBy(m => m.Id).Select(m => m.Body).ToListAsync();
        if (bodies.Count == before)
        {
            return null;
        }

        var mail = JsonDocument.Parse(bodies[^1]).RootElement;
        return (mail.GetProperty("LinkId").GetInt64(), mail.GetProperty("Secret").GetString()!);
    }

    private static Task<Outcome<int, AskToJoin.Refusal>> AskAsync(Door door, long id, string secret, string name) =>
        door.Stage.RunAsync<AskToJoin, Outcome<int, AskToJoin.Refusal>>(
            ask => ask.RunAsync(id, secret, (name, "pl", [door.Nordlicht, door.Brightwater]), CancellationToken.None));

    private static Task<Outcome<JoinRequest, DecideJoinRequest.Refusal>> DecideAsync(Door door, DecideJoinRequest.Decision decision) =>
        door.Stage.RunAsync<DecideJoinRequest, Outcome<JoinRequest, DecideJoinRequest.Refusal>>(
            decide => decide.RunAsync(decision, CancellationToken.None));

    private static Task<int> ForgetAsync(Door door) =>
        door.Stage.RunAsync<ForgetJoinLinks, int>(forget => forget.RunAsync(CancellationToken.None));
}
