using Leap.Access;
using Leap.Audit;
using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Access;

public sealed class SessionTests
{
    [Theory]
    [InlineData(false, 13 * 24, 80 * 24, false)]
    [InlineData(false, 14 * 24, 80 * 24, true)]
    [InlineData(false, 1, 90 * 24, true)]
    [InlineData(true, 7, 11, false)]
    [InlineData(true, 8, 11, true)]
    [InlineData(true, 1, 12, true)]
    public void A_session_ends_when_it_rests_too_long_or_gets_too_old(bool isStaff, int hoursAtRest, int hoursOld, bool isOver)
    {
        var now = new DateTime(2026, 11, 12, 12, 0, 0, DateTimeKind.Utc);
        var session = new Session
        {
            PersonId = 1, Method = SignInMethod.Link, IsFull = true, Browser = "", System = "",
            CreatedAt = now.AddHours(-hoursOld), SeenAt = now.AddHours(-hoursAtRest), ConfirmedAt = now.AddHours(-hoursOld),
            EndsAt = now.AddHours(-hoursOld) + Session.Longest,
        };

        Assert.Equal(isOver, session.IsOver(now, isStaff));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Signing_out_ends_one_or_all_and_none_of_somebody_elses(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (first, second) = (await door.SignInAsync(door.Anna), await door.SignInAsync(door.Anna));
        var mias = await door.SignInAsync(door.Mia);

        await EndAsync(door, mias.Id);
        Assert.Equal(1, await door.SessionsAsync(door.Mia));
        await EndAsync(door, first.Id);
        Assert.Equal([second.Id], await door.SessionIdsAsync(door.Anna));
        await EndAsync(door, sessionId: null);
        Assert.Equal(0, await door.SessionsAsync(door.Anna));
    }

    [Theory]
    [OnSqlite]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.SignInAsync(door.Anna);
        var kept = await door.SignInAsync(door.Anna);

        await door.ChooseAsync(door.Anna, Doorstep.Password, kept.Id);

        Assert.Equal([kept.Id], await door.SessionIdsAsync(door.Anna));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_has_run_out_is_removed_and_a_second_run_removes_nothing(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.SignInAsync(door.Anna);
        await door.TryAsync(Doorstep.AnnasAddress, "wrong wrong");
        await door.DoAsync<SendSignInLink, int>(send => send.RunAsync(Doorstep.AnnasAddress, null, CancellationToken.None));
        door.Advance(Session.Idle);
        await door.SignInAsync(door.Anna);

        Assert.Equal(5, await ForgetAsync(door));
        Assert.Equal(0, await ForgetAsync(door));
        Assert.Equal(1, await door.SessionsAsync(door.Anna));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_manager_resets_a_lost_sign_in_and_it_is_told_and_on_record(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.TurnOnAsync(door.Anna);
        await door.SignInAsync(door.Anna);

        Assert.Null(await ResetAsync(door, door.Anna, door.Mia));

        Assert.False((await door.PersonAsync(door.Anna)).TwoFactorEnabled);
        Assert.Equal(0, await door.SessionsAsync(door.Anna));
        Assert.Equal(SecurityNotice.SignInReset, (await door.NoticesAsync(door.Anna))[^1].Notice);
        var record = await door.ReadAsync(db => db.AuditRecords.SingleAsync(r => r.Action == AuditAction.SignInReset));
        Assert.Equal((door.Mia, "LostDevice"), (record.ActorId, record.Reason));
    }

    [Theory]
    [OnSqlite]
    public async Task Staff_are_helped_by_an_administrator_alone_and_nobody_helps_themself(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var eva = await door.ReadAsync(db => db.People.Where(p => p.Name == "Eva Brandt").Select(p => p.Id).SingleAsync());
        await MakeStaffAsync(door, eva, StaffRole.Reviewer);

        Assert.Equal(ResetSignIn.Refusal.StaffByAdministrator, await ResetAsync(door, eva, door.Mia));
        Assert.Equal(ResetSignIn.Refusal.OwnAccount, await ResetAsync(door, door.Mia, door.Mia));
        Assert.Equal(ResetSignIn.Refusal.NoSuchPerson, await ResetAsync(door, personId: 4711, door.Mia));
        await MakeStaffAsync(door, eva, StaffRole.Administrator);
        Assert.Null(await ResetAsync(door, door.Mia, eva));
    }

    private static Task<int> MakeStaffAsync(Doorstep door, long personId, StaffRole role) => door.ReadAsync(db =>
        db.People.Where(p => p.Id == personId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Staff, role)));

    private static Task<int> ForgetAsync(Doorstep door) => door.DoAsync<ForgetSignIns, int>(f => f.RunAsync(CancellationToken.None));

    private static Task<bool> EndAsync(Doorstep door, long? sessionId) => door.DoAsync<EndSessions, bool>(async end =>
    {
        await end.RunAsync(door.Anna, sessionId, CancellationToken.None);
        return true;
    });

    private static async Task<ResetSignIn.Refusal?> ResetAsync(Doorstep door, long personId, long byId) =>
        (await door.DoAsync<ResetSignIn, Outcome<bool, ResetSignIn.Refusal>>(reset =>
            reset.RunAsync(personId, byId, ResetReason.LostDevice, CancellationToken.None))).Refusal;
}
