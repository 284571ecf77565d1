using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Members;

/// <summary>Roles of the programme's staff, and who is kept out.</summary>
public sealed class StaffTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_two_administrators_who_take_each_others_role_at_once_one_stays(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (mia, anna) = (await stage.PersonAsync("Mia Larsen"), await stage.PersonAsync("Anna Schmidt"));
        await GiveAsync(stage, mia, StaffRole.Administrator, anna);
        await GiveAsync(stage, anna, StaffRole.Administrator, mia);

        var outcomes = await Task.WhenAll(
            Task.Run(() => GiveAsync(stage, mia, role: null, anna)),
            Task.Run(() => GiveAsync(stage, anna, role: null, mia)));

        Assert.Single(outcomes, o => o.Refusal == GiveStaffRole.Refusal.LastAdministrator);
        await using var db = stage.OpenDb();
        Assert.Equal(1, await db.People.CountAsync(p => p.Staff == StaffRole.Administrator));
    }

    [Fact]
    public async Task Nobody_changes_their_own_role()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var mia = await stage.PersonAsync("Mia Larsen");

        Assert.Equal(GiveStaffRole.Refusal.OwnRole, (await GiveAsync(stage, mia, StaffRole.Administrator, mia)).Refusal);
    }

    [Fact]
    public async Task A_role_that_is_none_changes_nothing()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var (mia, anna) = (await stage.PersonAsync("Mia Larsen"), await stage.PersonAsync("Anna Schmidt"));

        Assert.Equal(GiveStaffRole.Refusal.UnknownRole, (await GiveAsync(stage, anna, (StaffRole)77, mia)).Refusal);
        await using var db = stage.OpenDb();
        Assert.Null(await db.People.Where(p => p.Id == anna).Select(p => p.Staff).SingleAsync());
    }

    [Fact]
    public async Task Nobody_suspends_themselves_and_nobody_without_a_reason()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var (mia, anna) = (await stage.PersonAsync("Mia Larsen"), await stage.PersonAsync("Anna Schmidt"));

        Assert.Equal(SuspendPerson.Refusal.Oneself, (await SuspendAsync(stage, mia, SuspensionReason.OwnWish, mia)).Refusal);
        Assert.Equal(SuspendPerson.Refusal.ReasonMissing, (await SuspendAsync(stage, anna, reason: null, mia)).Refusal);
    }

    [Fact]
    public async Task A_suspension_is_once_and_lifted_once()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var (mia, anna) = (await stage.PersonAsync("Mia Larsen"), await stage.PersonAsync("Anna Schmidt"));

        Assert.Null((await SuspendAsync(stage, anna, SuspensionReason.RulesBroken, mia)).Refusal);
        Assert.Equal(
            SuspendPerson.Refusal.AlreadySuspended, (await SuspendAsync(stage, anna, SuspensionReason.RulesBroken, mia)).Refusal);
        Assert.Null((await LiftAsync(stage, anna, mia)).Refusal);
        Assert.Equal(SuspendPerson.Refusal.NotSuspended, (await LiftAsync(stage, anna, mia)).Refusal);
    }

    [Fact]
    public async Task Staff_are_suspended_and_let_in_again_by_administrators_alone()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var (mia, anna, eva) = (
            await stage.PersonAsync("Mia Larsen"), await stage.PersonAsync("Anna Schmidt"), await stage.PersonAsync("Eva Brandt"));
        await GiveAsync(stage, anna, StaffRole.Auditor, eva);
        await GiveAsync(stage, eva, StaffRole.Administrator, mia);

        Assert.Equal(
            SuspendPerson.Refusal.StaffByAdministrator, (await SuspendAsync(stage, anna, SuspensionReason.RulesBroken, mia)).Refusal);
        Assert.Null((await SuspendAsync(stage, anna, SuspensionReason.RulesBroken, eva)).Refusal);
        Assert.Equal(SuspendPerson.Refusal.StaffByAdministrator, (await LiftAsync(stage, anna, mia)).Refusal);
        Assert.Null((await LiftAsync(stage, anna, eva)).Refusal);
    }

    private static Task<Outcome<Person, GiveStaffRole.Refusal>> GiveAsync(Stage stage, long personId, StaffRole? role, long actorId) =>
        stage.RunAsync<GiveStaffRole, Outcome<Person, GiveStaffRole.Refusal>>(
            give => give.RunAsync(personId, role, actorId, CancellationToken.None));

    private static Task<Outcome<Person, SuspendPerson.Refusal>> SuspendAsync(
        Stage stage, long personId, SuspensionReason? reason, long actorId) =>
        stage.RunAsync<SuspendPerson, Outcome<Person, SuspendPerson.Refusal>>(
            suspend => suspend.RunAsync(personId, reason, actorId, CancellationToken.None));

    private static Task<Outcome<Person, SuspendPerson.Refusal>> LiftAsync(Stage stage, long personId, long actorId) =>
        stage.RunAsync<SuspendPerson, Outcome<Person, SuspendPerson.Refusal>>(
            suspend => suspend.LiftAsync(personId, actorId, CancellationToken.None));
}
