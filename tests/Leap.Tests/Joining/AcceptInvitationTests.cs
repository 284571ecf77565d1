using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Refusal = Leap.Joining.AcceptInvitation.Refusal;

namespace Leap.Tests.Joining;

public sealed class AcceptInvitationTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Person_membership_and_yes_to_the_terms_come_into_being_together(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var terms = await door.PublishTermsAsync();
        var invitation = (await door.InviteAsync(door.Newcomer())).Value;

        var lea = (await door.AcceptAsync(invitation.Id, await door.SecretAsync(invitation.Id), answer: Door.Answer(terms))).Value;

        await using var db = door.Stage.OpenDb();
        var person = await db.People.SingleAsync(p => p.Id == lea.Id);
        Assert.Equal(("Lea Żółć", "ar", "DE", true), (person.Name, person.Language, person.Country, person.EmailConfirmed));
        var work = await db.Memberships.SingleAsync(m => m.PersonId == lea.Id);
        Assert.Equal((door.Nordlicht, Personas.Seller, Stage.On("2026-11-12")), (work.FirmId, work.Personas, work.FromOn));
        var yes = await db.Set<Leap.Terms.TermsAcceptance>().SingleAsync(a => a.PersonId == lea.Id);
        Assert.Equal((terms, "ar", "2001:db8::7", null), (yes.TermsNumber, yes.Language, yes.NetworkAddress, yes.FirmId));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Ten_at_once_make_one_member(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var invitation = (await door.InviteAsync(door.Newcomer())).Value;
        var secret = await door.SecretAsync(invitation.Id);
        var before = await door.CountAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => door.AcceptAsync(invitation.Id, secret))));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.Equal(9, outcomes.Count(o => o.Refusal == Refusal.AlreadyAccepted));
        var after = await door.CountAsync();
        Assert.Equal((before.People + 1, before.Memberships + 1), (after.People, after.Memberships));
    }

    [Fact]
    public async Task Wrong_altered_used_revoked_and_late_links_have_a_name_each_and_change_nothing()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var (used, revoked, open) = (
            (await door.InviteAsync(door.Newcomer("used@nordlicht.example"))).Value,
            (await door.InviteAsync(door.Newcomer("revoked@nordlicht.example"))).Value,
            (await door.InviteAsync(door.Newcomer())).Value);
        var secret = await door.SecretAsync(open.Id);
        await door.AcceptAsync(used.Id, await door.SecretAsync(used.Id));
        await door.RevokeAsync(revoked.Id);
        var before = await door.CountAsync();

        await Refuses(open.Id, null, Refusal.NotValid);
        await Refuses(open.Id, "", Refusal.NotValid);
        await Refuses(open.Id, secret[..^1], Refusal.NotValid);
        await Refuses(open.Id, secret + "A", Refusal.NotValid);
        await Refuses(revoked.Id, secret, Refusal.NotValid);
        await Refuses(999_999, secret, Refusal.NotValid);
        await Refuses(used.Id, await door.SecretAsync(used.Id), Refusal.AlreadyAccepted);
        await Refuses(revoked.Id, await door.SecretAsync(revoked.Id), Refusal.Revoked);
        door.Stage.MoveTo("2026-11-27");
        await Refuses(open.Id, secret, Refusal.Expired);

        async Task Refuses(long id, string? key, Refusal refusal)
        {
            Assert.Equal(refusal, (await door.LookAsync(id, key)).Refusal);
            Assert.Equal(refusal, (await door.AcceptAsync(id, key)).Refusal);
            Assert.Equal(before, await door.CountAsync());
        }
    }

    [Fact]
    public async Task Looking_uses_nothing_up()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var invitation = (await door.InviteAsync(door.Newcomer())).Value;
        var secret = await door.SecretAsync(invitation.Id);

        await door.LookAsync(invitation.Id, secret);
        await door.LookAsync(invitation.Id, secret);

        Assert.Null((await door.AcceptAsync(invitation.Id, secret)).Refusal);
    }

    [Fact]
    public async Task Without_the_terms_or_with_an_older_version_nobody_joins()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var old = await door.PublishTermsAsync();
        await door.PublishTermsAsync();
        var invitation = (await door.InviteAsync(door.Newcomer())).Value;
        var secret = await door.SecretAsync(invitation.Id);

        Assert.Equal(Refusal.TermsNotAccepted, (await door.AcceptAsync(invitation.Id, secret)).Refusal);
        Assert.Equal(Refusal.TermsNotAccepted, (await door.AcceptAsync(invitation.Id, secret, answer: Door.Answer(old))).Refusal);
        Assert.Null((await door.AcceptAsync(invitation.Id, secret, answer: Door.Answer(old + 1))).Refusal);
    }

    [Fact]
    public async Task A_nameless_newcomer_is_asked_for_a_name()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var invitation = (await door.InviteAsync(door.Newcomer())).Value;
        var secret = await door.SecretAsync(invitation.Id);

        Assert.Equal(Refusal.NameMissing, await CallAsync("  "));
        Assert.Equal(Refusal.NameTooLong, await CallAsync(new string('ي', 201)));

        async Task<Refusal?> CallAsync(string name) =>
            (await door.AcceptAsync(invitation.Id, secret, answer: Door.Answer() with { Name = name })).Refusal;
    }

    [Fact]
    public async Task Somebody_with_an_account_signs_in_first_and_a_stranger_can_not_use_their_link()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var luis = await door.Stage.PersonAsync("Luis Ortega");
        var invitation = (await door.InviteAsync(door.Newcomer("p7@firm.example"))).Value;
        var secret = await door.SecretAsync(invitation.Id);

        Assert.Equal(Refusal.SignInFirst, (await door.AcceptAsync(invitation.Id, secret)).Refusal);
        Assert.Equal(Refusal.OtherAddress, (await door.AcceptAsync(invitation.Id, secret, door.Eva)).Refusal);
        Assert.Equal(Refusal.MemberElsewhere, (await door.AcceptAsync(invitation.Id, secret, luis)).Refusal);
    }

    [Fact]
    public async Task Who_has_left_their_firm_comes_back_with_the_account_they_have()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var luis = await door.Stage.PersonAsync("Luis Ortega");
        await using (var db = door.Stage.OpenDb())
        {
            await db.Memberships.Where(m => m.PersonId == luis)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, Stage.On("2026-11-01")));
        }

        var invitation = (await door.InviteAsync(door.Newcomer("p7@firm.example"))).Value;
        var people = (await door.CountAsync()).People;

        var back = (await door.AcceptAsync(invitation.Id, await door.SecretAsync(invitation.Id), luis)).Value;

        Assert.Equal((luis, "Luis Ortega", "es"), (back.Id, back.Name, back.Language));
        Assert.Equal(people, (await door.CountAsync()).People);
    }

    [Fact]
    public async Task Who_is_a_member_by_then_is_told_so()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var invitation = (await door.InviteAsync(door.Newcomer("new@nordlicht.example"))).Value;
        var anna = await door.Stage.PersonAsync("Anna Schmidt");
        await using (var db = door.Stage.OpenDb())
        {
            await db.People.Where(p => p.Id == anna)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.NormalizedUserName, "NEW@NORDLICHT.EXAMPLE"));
        }

        Assert.Equal(Refusal.AlreadyMember, (await door.AcceptAsync(invitation.Id, await door.SecretAsync(invitation.Id), anna)).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_two_firms_that_invite_somebody_at_once_one_gets_them(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var luis = await door.Stage.PersonAsync("Luis Ortega");
        await LeaveAsync(door, luis, "2026-11-01");
        var one = (await door.InviteAsync(door.Newcomer("p7@firm.example"))).Value;
        var other = (await door.InviteAsync(door.Newcomer("p7@firm.example") with { FirmId = door.Brightwater })).Value;
        var secrets = (One: await door.SecretAsync(one.Id), Other: await door.SecretAsync(other.Id));

        var outcomes = await Task.WhenAll(
            Task.Run(() => door.AcceptAsync(one.Id, secrets.One, luis)), Task.Run(() => door.AcceptAsync(other.Id, secrets.Other, luis)));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.Single(outcomes, o => o.Refusal == Refusal.MemberElsewhere);
    }

    [Fact]
    public async Task Who_starts_elsewhere_next_month_is_a_member_elsewhere()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var luis = await door.Stage.PersonAsync("Luis Ortega");
        await LeaveAsync(door, luis, "2026-11-01");
        await using (var db = door.Stage.OpenDb())
        {
            db.Add(new Membership
            {
                PersonId = luis, FirmId = door.Brightwater, Personas = Personas.Seller, FromOn = Stage.On("2026-12-01"),
            });
            await db.SaveChangesAsync();
        }

        var invitation = (await door.InviteAsync(door.Newcomer("p7@firm.example"))).Value;

        Assert.Equal(
            Refusal.MemberElsewhere, (await door.AcceptAsync(invitation.Id, await door.SecretAsync(invitation.Id), luis)).Refusal);
    }

    [Fact]
    public async Task The_link_of_an_import_lets_nobody_back_who_was_moved_or_let_go_before_they_came()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var luis = await door.Stage.PersonAsync("Luis Ortega");
        await LeaveAsync(door, luis, "2026-11-01");
        var invitation = (await door.InviteAsync(door.Newcomer("p7@firm.example") with { PersonId = luis })).Value;
        var secret = await door.SecretAsync(invitation.Id);

        Assert.Equal(Refusal.NotValid, (await door.AcceptAsync(invitation.Id, secret)).Refusal);

        await using (var db = door.Stage.OpenDb())
        {
            db.Add(new Membership
            {
                PersonId = luis, FirmId = door.Brightwater, Personas = Personas.Seller, FromOn = Stage.On("2026-11-10"),
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal(Refusal.MemberElsewhere, (await door.AcceptAsync(invitation.Id, secret)).Refusal);
    }

    private static async Task LeaveAsync(Door door, long personId, string lastOn)
    {
        await using var db = door.Stage.OpenDb();
        await db.Memberships.Where(m => m.PersonId == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, Stage.On(lastOn)));
    }
}
