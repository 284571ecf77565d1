using Leap.Audit;
using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Members;

/// <summary>What a firm's admins and the programme's staff do to who belongs where.</summary>
public sealed class FirmPeopleTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_last_admin_keeps_the_persona_and_the_membership(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var eva = await MembershipAsync(stage, "Eva Brandt");

        var persona = await GiveAsync(stage, eva, Personas.Seller);
        var end = await EndAsync(stage, eva, "2026-11-12");

        Assert.Equal(GivePersonas.Refusal.LastAdmin, persona.Refusal);
        Assert.Equal(EndMembership.Refusal.LastAdmin, end.Refusal);
        Assert.Equal(0, await RecordsAsync(stage));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_two_admins_who_remove_each_other_at_once_one_stays(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (eva, anna) = (await MembershipAsync(stage, "Eva Brandt"), await MembershipAsync(stage, "Anna Schmidt"));
        await GiveAsync(stage, anna, Personas.Seller | Personas.FirmAdmin);

        var outcomes = await Task.WhenAll(
            Task.Run(() => EndAsync(stage, anna, "2026-11-12", eva.PersonId)),
            Task.Run(() => EndAsync(stage, eva, "2026-11-12", anna.PersonId)));

        Assert.Single(outcomes, o => o.Refusal is null);
        Assert.Single(outcomes, o => o.Refusal == EndMembership.Refusal.LastAdmin);
        await using var db = stage.OpenDb();
        Assert.Equal(1, await db.Memberships.CountAsync(m =>
            m.FirmId == eva.FirmId && m.ToOn == null && (m.Personas & Personas.FirmAdmin) != Personas.None));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_suspended_admin_is_none(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (eva, anna) = (await MembershipAsync(stage, "Eva Brandt"), await MembershipAsync(stage, "Anna Schmidt"));
        await GiveAsync(stage, anna, Personas.FirmAdmin);
        await SuspendAsync(stage, eva.PersonId);

        Assert.Equal(GivePersonas.Refusal.LastAdmin, (await GiveAsync(stage, anna, Personas.None)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_member_of_another_firm_is_not_there(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (eva, luis) = (await MembershipAsync(stage, "Eva Brandt"), await MembershipAsync(stage, "Luis Ortega"));

        var outcome = await stage.RunAsync<GivePersonas, Outcome<Membership, GivePersonas.Refusal>>(
            give => give.RunAsync((eva.FirmId, luis.Id), Personas.None, eva.PersonId, CancellationToken.None));

        Assert.Equal(GivePersonas.Refusal.NoSuchMember, outcome.Refusal);
        Assert.Equal(Personas.Seller, (await MembershipAsync(stage, "Luis Ortega")).Personas);
    }

    [Theory]
    [OnSqlite]
    public async Task A_persona_that_is_none_changes_nothing(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await MembershipAsync(stage, "Anna Schmidt");

        Assert.Equal(GivePersonas.Refusal.UnknownPersona, (await GiveAsync(stage, anna, (Personas)4096)).Refusal);
        Assert.Equal(Personas.Seller, (await MembershipAsync(stage, "Anna Schmidt")).Personas);
    }

    [Theory]
    [OnSqlite]
    public async Task A_change_of_personas_is_in_the_audit_log(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (eva, anna) = (await MembershipAsync(stage, "Eva Brandt"), await MembershipAsync(stage, "Anna Schmidt"));

        await GiveAsync(stage, anna, Personas.DealDesk | Personas.Marketing, eva.PersonId);

        await using var db = stage.OpenDb();
        var record = await db.AuditRecords.SingleAsync(r => r.Action == AuditAction.PersonasGiven);
        Assert.Equal(eva.PersonId, record.ActorId);
        Assert.Equal("""{"Personas":"Seller"}""", record.Before);
        Assert.Equal($$"""{"Personas":"DealDesk, Marketing","Firm":{{anna.FirmId}}}""", record.After);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Who_moves_sells_for_the_new_firm_from_that_day_and_needs_its_consent(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await MembershipAsync(stage, "Anna Schmidt");
        var sam = await MembershipAsync(stage, "Sam Miller");

        var moved = (await MoveAsync(stage, anna.PersonId, "F-2", "2026-11-10")).Value;

        await using (var db = stage.OpenDb())
        {
            var places = await Workplaces.LoadAsync(db, [anna.PersonId], CancellationToken.None);
            Assert.Equal(anna.FirmId, places.On(anna.PersonId, Stage.On("2026-11-09"))!.FirmId);
            Assert.Equal(sam.FirmId, places.On(anna.PersonId, Stage.On("2026-11-10"))!.FirmId);
        }

        Assert.Null((await ConsentAsync(stage, moved, sam.PersonId)).Refusal);
        Assert.Equal(ConsentToMember.Refusal.NotNeeded, (await ConsentAsync(stage, moved, sam.PersonId)).Refusal);
        await using var after = stage.OpenDb();
        var kept = await after.Memberships.SingleAsync(m => m.Id == moved.Id);
        Assert.Equal(sam.PersonId, kept.ConsentedById);
        Assert.NotNull(kept.ConsentedAt);
        var answer = Assert.Single(await stage.OwedAsync<RequestAnsweredMail>());
        Assert.Equal((RequestTopic.EmployerConsent, "Brightwater Systems LLC"), (answer.Topic, answer.About));
        Assert.Equal([anna.PersonId], await stage.ToldAsync("request-answered"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_moves_of_one_person_at_once_leave_them_one_firm_at_a_time(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await MembershipAsync(stage, "Anna Schmidt");

        await Task.WhenAll(Enumerable.Range(10, 6).Select(day => Task.Run(() => MoveAsync(stage, anna.PersonId, "F-2", $"2026-11-{day}"))));

        await using var db = stage.OpenDb();
        Assert.Equal(1, await db.Memberships.CountAsync(m => m.PersonId == anna.PersonId && m.ToOn == null));
    }

    [Theory]
    [OnSqlite]
    public async Task Nobody_consents_to_their_own_or_to_who_was_always_there(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (eva, anna) = (await MembershipAsync(stage, "Eva Brandt"), await MembershipAsync(stage, "Anna Schmidt"));

        Assert.Equal(ConsentToMember.Refusal.OwnMembership, (await ConsentAsync(stage, eva, eva.PersonId)).Refusal);
        Assert.Equal(ConsentToMember.Refusal.NotNeeded, (await ConsentAsync(stage, anna, eva.PersonId)).Refusal);
    }

    [Theory]
    [InlineData("F-1", "2026-11-12", MovePerson.Refusal.SameFirm)]
    [InlineData("F-2", "2020-01-01", MovePerson.Refusal.TooEarly)]
    [InlineData("F-2", "2030-01-01", MovePerson.Refusal.TooLate)]
    [InlineData("NONE", "2026-11-12", MovePerson.Refusal.NoSuchFirm)]
    public async Task A_move_that_makes_no_sense_is_refused(string firm, string day, MovePerson.Refusal refusal)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await MembershipAsync(stage, "Anna Schmidt");

        Assert.Equal(refusal, (await MoveAsync(stage, anna.PersonId, firm, day)).Refusal);
        Assert.Null((await MembershipAsync(stage, "Anna Schmidt")).ToOn);
    }

    [Theory]
    [OnSqlite]
    public async Task The_last_admin_does_not_move_away(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var eva = await MembershipAsync(stage, "Eva Brandt");

        Assert.Equal(MovePerson.Refusal.LastAdmin, (await MoveAsync(stage, eva.PersonId, "F-2", "2026-11-12")).Refusal);
    }

    private static async Task<Membership> MembershipAsync(Stage stage, string name)
    {
        var person = await stage.PersonAsync(name);
        await using var db = stage.OpenDb();
        return await db.Memberships.AsNoTracking().SingleAsync(m => m.PersonId == person);
    }

    private static async Task<int> RecordsAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        return await db.AuditRecords.CountAsync(r => r.Action == AuditAction.PersonasGiven || r.Action == AuditAction.MembershipEnded);
    }

    private static Task<Outcome<Membership, GivePersonas.Refusal>> GiveAsync(
        Stage stage, Membership membership, Personas personas, long actorId = 1) =>
        stage.RunAsync<GivePersonas, Outcome<Membership, GivePersonas.Refusal>>(
            give => give.RunAsync((membership.FirmId, membership.Id), personas, actorId, CancellationToken.None));

    private static Task<Outcome<Membership, EndMembership.Refusal>> EndAsync(
        Stage stage, Membership membership, string day, long actorId = 1) =>
        stage.RunAsync<EndMembership, Outcome<Membership, EndMembership.Refusal>>(
            end => end.RunAsync((membership.FirmId, membership.Id), Stage.On(day), actorId, CancellationToken.None));

    private static Task<Outcome<Membership, MovePerson.Refusal>> MoveAsync(Stage stage, long personId, string firm, string day) =>
        stage.RunAsync<MovePerson, Outcome<Membership, MovePerson.Refusal>>(
            move => move.RunAsync(personId, firm, Stage.On(day), actorId: 11, CancellationToken.None));

    private static Task<Outcome<Membership, ConsentToMember.Refusal>> ConsentAsync(Stage stage, Membership membership, long actorId) =>
        stage.RunAsync<ConsentToMember, Outcome<Membership, ConsentToMember.Refusal>>(
            consent => consent.RunAsync((membership.FirmId, membership.Id), actorId, CancellationToken.None));

    private static Task<Outcome<Person, SuspendPerson.Refusal>> SuspendAsync(Stage stage, long personId) =>
        stage.RunAsync<SuspendPerson, Outcome<Person, SuspendPerson.Refusal>>(
            suspend => suspend.RunAsync(personId, SuspensionReason.UnderReview, actorId: 11, CancellationToken.None));
}
