using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Refusal = Leap.Members.Invitations.InviteColleague.Refusal;

namespace Leap.Tests.Joining;

public sealed class InvitationTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_invitation_owes_one_mail_in_the_language_of_who_is_invited_and_keeps_no_secret(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);

        var invitation = (await door.InviteAsync(door.Newcomer())).Value;

        await using var db = door.Stage.OpenDb();
        var mail = await db.Messages.SingleAsync(m => m.Kind == "invitation");
        var secret = await door.SecretAsync(invitation.Id);
        Assert.Equal(($"invitation/{invitation.Id}/1", "pl", "lea@nordlicht.example"), (mail.Key, mail.Language, mail.ToAddress));
        Assert.Equal(Secret.Hash(secret), (await db.Invitations.SingleAsync()).SecretHash);
        Assert.Equal(new DateTime(2026, 11, 27, 0, 0, 0, DateTimeKind.Utc), invitation.ExpiresAt);
    }

    [Theory]
    [InlineData("", Refusal.NotAnAddress)]
    [InlineData("lea", Refusal.NotAnAddress)]
    [InlineData("lea@localhost", Refusal.NotAnAddress)]
    [InlineData("Lea <lea@nordlicht.example>", Refusal.NotAnAddress)]
    [InlineData("lea@nordlicht.example\r\nBcc: all@nordlicht.example", Refusal.NotAnAddress)]
    [InlineData("le\u0430@nordlicht.example", Refusal.MixedScripts)]
    [InlineData("lea@n\u043Erdlicht.example", Refusal.MixedScripts)]
    [InlineData("P6@FIRM.example", Refusal.AlreadyMember)]
    public async Task An_address_that_will_not_do_is_refused_and_nobody_is_mailed(string address, Refusal refusal)
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);

        Assert.Equal(refusal, (await door.InviteAsync(door.Newcomer(address))).Refusal);
        Assert.Empty(await door.Stage.MailKeysAsync("invitation"));
    }

    [Fact]
    public async Task Names_and_personas_are_checked_too()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);

        Assert.Equal(Refusal.NameTooLong, (await door.InviteAsync(door.Newcomer() with { Name = new string('x', 10_000_000) })).Refusal);
        Assert.Equal(Refusal.PersonasMissing, (await door.InviteAsync(door.Newcomer() with { Personas = Personas.None })).Refusal);
        Assert.Equal(Refusal.UnknownFirm, (await door.InviteAsync(door.Newcomer() with { FirmId = 4711 })).Refusal);
    }

    [Fact]
    public async Task The_inviter_hears_the_same_of_an_address_that_has_an_account_elsewhere()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);

        var stranger = await door.InviteAsync(door.Newcomer());
        var member = await door.InviteAsync(door.Newcomer("p7@firm.example"));

        Assert.Equal((null, null), (stranger.Refusal, member.Refusal));
        Assert.Equal(2, (await door.Stage.MailKeysAsync("invitation")).Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_address_is_invited_once_until_the_invitation_is_taken_back(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var first = (await door.InviteAsync(door.Newcomer())).Value;

        Assert.Equal(Refusal.AlreadyInvited, (await door.InviteAsync(door.Newcomer("LEA@nordlicht.example"))).Refusal);
        await door.RevokeAsync(first.Id);
        Assert.Null((await door.InviteAsync(door.Newcomer())).Refusal);
    }

    [Fact]
    public async Task Sending_again_kills_the_old_link_and_begins_a_new_term()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var invitation = (await door.InviteAsync(door.Newcomer())).Value;
        var old = await door.SecretAsync(invitation.Id);
        Assert.Equal(SendInvitationAgain.Refusal.TooSoon, (await door.SendAgainAsync(invitation.Id)).Refusal);
        door.Stage.MoveTo("2026-12-20");

        var again = (await door.SendAgainAsync(invitation.Id)).Value;

        Assert.Equal(2, again.Sendings);
        Assert.Equal(Leap.Joining.AcceptInvitation.Refusal.NotValid, (await door.LookAsync(invitation.Id, old)).Refusal);
        Assert.Null((await door.LookAsync(invitation.Id, await door.SecretAsync(invitation.Id))).Refusal);
    }

    [Fact]
    public async Task Another_firms_invitation_does_not_exist()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var theirs = (await door.InviteAsync(door.Newcomer() with { FirmId = door.Brightwater })).Value;

        Assert.Equal(SendInvitationAgain.Refusal.NoSuchInvitation, (await door.SendAgainAsync(theirs.Id)).Refusal);
        Assert.Equal(RevokeInvitation.Refusal.NoSuchInvitation, (await door.RevokeAsync(theirs.Id)).Refusal);
    }
}
