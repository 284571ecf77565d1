using Leap.Access;
using Leap.Data;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Access;

public sealed class MailedLinkTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_sign_in_link_works_once(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var secret = await AskAsync(door);

        Assert.Equal(door.Anna, (await UseAsync(door, door.Anna, secret)).Value.Id);
        Assert.Equal(UseSignInLink.Refusal.NotValid, (await UseAsync(door, door.Anna, secret)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_link_that_is_altered_late_replaced_or_somebody_elses_is_refused(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var replaced = await AskAsync(door);
        var secret = await AskAsync(door);

        Assert.NotNull((await UseAsync(door, door.Anna, replaced)).Refusal);
        Assert.NotNull((await UseAsync(door, door.Anna, secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'))).Refusal);
        Assert.NotNull((await UseAsync(door, door.Mia, secret)).Refusal);
        Assert.NotNull((await UseAsync(door, door.Anna, "")).Refusal);
        door.Advance(TimeSpan.FromMinutes(SendSignInLink.ValidMinutes));
        Assert.NotNull((await UseAsync(door, door.Anna, secret)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_link_is_good_for_its_purpose_alone(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var secret = await AskAsync(door);

        Assert.Equal(SetPassword.Refusal.NotValid, (await ResetAsync(door, door.Anna, Doorstep.Password, secret)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task The_database_holds_no_secret_but_in_the_unsent_mail(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var secret = await AskAsync(door);

        Assert.DoesNotContain(secret, (await door.ReadAsync(db => db.MailedLinks.SingleAsync())).Hash, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    public async Task For_an_address_that_nobody_has_no_mail_is_owed_and_the_answer_is_the_same(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(await SendAsync(door, Doorstep.AnnasAddress), await SendAsync(door, Doorstep.Nobody));
        }

        Assert.Equal(5, await door.ReadAsync(db => db.Messages.CountAsync(m => m.Kind == "sign-in-link")));
    }

    [Theory]
    [OnSqlite]
    public async Task Who_is_suspended_gets_no_link_and_is_told_why(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ReadAsync(db => db.People.Where(p => p.Id == door.Anna)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.SuspendedAt, DateTime.UnixEpoch)));
        await SendAsync(door, Doorstep.AnnasAddress);

        Assert.Equal(SecurityNotice.Suspended, Assert.Single(await door.NoticesAsync(door.Anna)).Notice);
        Assert.Null(await door.SecretAsync<SignInLinkMail>());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_password_link_sets_the_password_ends_all_sessions_and_works_once(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.SignInAsync(door.Anna);
        var secret = await AskResetAsync(door);

        Assert.Null((await ResetAsync(door, door.Anna, Doorstep.Password, secret)).Refusal);

        Assert.NotNull((await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password)).Person);
        Assert.Equal(0, await door.SessionsAsync(door.Anna));
        Assert.Equal(SecurityNotice.PasswordChanged, Assert.Single(await door.NoticesAsync(door.Anna)).Notice);
        Assert.Equal(SetPassword.Refusal.NotValid, (await ResetAsync(door, door.Anna, "another good one", secret)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_refused_password_does_not_use_the_link_up(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var secret = await AskResetAsync(door);

        Assert.Equal(SetPassword.Refusal.TooCommon, (await ResetAsync(door, door.Anna, "password", secret)).Refusal);
        Assert.Null((await ResetAsync(door, door.Anna, Doorstep.Password, secret)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_new_password_voids_the_sign_in_link_that_is_still_out(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var secret = await AskAsync(door);
        await door.ChooseAsync(door.Anna, Doorstep.Password);

        Assert.NotNull((await UseAsync(door, door.Anna, secret)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_password_reset_leaves_the_second_factor_on(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.TurnOnAsync(door.Anna);
        await ResetAsync(door, door.Anna, Doorstep.Password, await AskResetAsync(door));

        Assert.True((await door.PersonAsync(door.Anna)).TwoFactorEnabled);
        Assert.Equal(1, await door.ReadAsync(db => db.SecondFactors.CountAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_link_that_arrived_ends_the_rest_of_an_address_that_bounced(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ReadAsync(async db =>
        {
            db.RestingAddresses.Add(new RestingAddress
            {
                Address = RestingAddress.KeyOf(Doorstep.AnnasAddress),
                PersonId = door.Anna,
                Cause = RestCause.HardBounce,
                MessageId = 1,
                Status = "5.1.1",
                SinceAt = new DateTime(2026, 11, 11, 0, 0, 0, DateTimeKind.Utc),
            });
            return await db.SaveChangesAsync();
        });

        await UseAsync(door, door.Anna, await AskAsync(door));

        var resting = await door.ReadAsync(db => db.RestingAddresses.SingleAsync());
        Assert.Equal((LiftReason.AddressConfirmed, door.Anna), (resting.LiftedFor, resting.LiftedById));
    }

    private static Task<int> SendAsync(Doorstep door, string email) =>
        door.DoAsync<SendSignInLink, int>(send => send.RunAsync(email, null, CancellationToken.None));

    private static async Task<string> AskAsync(Doorstep door)
    {
        await SendAsync(door, Doorstep.AnnasAddress);
        return (await door.SecretAsync<SignInLinkMail>())!;
    }

    private static async Task<string> AskResetAsync(Doorstep door)
    {
        await door.DoAsync<SendPasswordLink, int>(send => send.RunAsync(Doorstep.AnnasAddress, CancellationToken.None));
        return (await door.SecretAsync<PasswordLinkMail>())!;
    }

    private static Task<Outcome<Person, UseSignInLink.Refusal>> UseAsync(Doorstep door, long personId, string secret) =>
        door.DoAsync<UseSignInLink, Outcome<Person, UseSignInLink.Refusal>>(use => use.RunAsync(personId, secret, CancellationToken.None));

    private static Task<Outcome<Person, SetPassword.Refusal>> ResetAsync(Doorstep door, long personId, string password, string secret) =>
        door.DoAsync<SetPassword, Outcome<Person, SetPassword.Refusal>>(set =>
            set.RunAsync(personId, password, secret, CancellationToken.None));
}
