using Leap.Access;
using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Access;

public sealed class AddressChangeTests
{
    private const string New = "Anna@Elsewhere.example";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_confirmed_address_is_the_one_to_sign_in_with_and_the_old_one_is_told(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);
        await AskAsync(door, New);
        Assert.Equal(Doorstep.AnnasAddress, (await door.PersonAsync(door.Anna)).Email);

        Assert.Null(await ConfirmAsync(door, (await door.SecretAsync<ConfirmAddressMail>())!));

        var anna = await door.PersonAsync(door.Anna);
        Assert.Equal((New, New), (anna.Email, anna.UserName));
        Assert.Equal((New.ToUpperInvariant(), New.ToUpperInvariant()), (anna.NormalizedEmail, anna.NormalizedUserName));
        Assert.NotNull((await door.TryAsync(New, Doorstep.Password)).Person);
        Assert.Null((await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password)).Person);
        var notice = (await door.NoticesAsync(door.Anna))[^1];
        Assert.Equal((SecurityNotice.AddressChanged, Doorstep.AnnasAddress), (notice.Notice, notice.Address));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_old_address_takes_it_back_and_whoever_is_in_is_out(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);
        await ChangeAsync(door, New);
        await door.SignInAsync(door.Anna);

        door.Advance(TimeSpan.FromDays(ConfirmAddress.UndoDays) - TimeSpan.FromMinutes(1));
        Assert.Null(await UndoAsync(door, (await door.NoticesAsync(door.Anna))[^1].UndoSecret!));

        var anna = await door.PersonAsync(door.Anna);
        Assert.Equal((Doorstep.AnnasAddress, null), (anna.Email, anna.PasswordHash));
        Assert.Equal(0, await door.SessionsAsync(door.Anna));
    }

    [Theory]
    [OnSqlite]
    public async Task A_second_change_leaves_the_first_address_its_way_back(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await ChangeAsync(door, "thief@elsewhere.example");
        var first = (await door.NoticesAsync(door.Anna))[^1].UndoSecret!;
        await ChangeAsync(door, "thief@further.example");
        var second = (await door.NoticesAsync(door.Anna))[^1].UndoSecret!;

        Assert.Null(await UndoAsync(door, first));
        Assert.Equal(Doorstep.AnnasAddress, (await door.PersonAsync(door.Anna)).Email);
        Assert.Equal(UndoAddressChange.Refusal.NotValid, await UndoAsync(door, second));
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, true, 0)]
    [InlineData(true, false, 1)]
    public async Task Passkeys_go_with_a_change_that_is_taken_back_unless_they_are_all_that_staff_must_prove(
        bool isStaff, bool hasApp, int left)
    {
        await using var door = await Doorstep.OpenAsync(Engine.Sqlite);
        if (hasApp)
        {
            await door.TurnOnAsync(door.Anna);
        }

        await door.ReadAsync(async db =>
        {
            await db.People.Where(p => p.Id == door.Anna)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.Staff, isStaff ? StaffRole.Reviewer : null));
            db.Passkeys.Add(new Passkey
            {
                UserId = door.Anna,
                CredentialId = [1, 2, 3],
                Data = new() { PublicKey = [1], Name = "thief's phone", Transports = [], AttestationObject = [], ClientDataJson = [] },
            });
            return await db.SaveChangesAsync();
        });
        await ChangeAsync(door, New);

        Assert.Null(await UndoAsync(door, (await door.NoticesAsync(door.Anna))[^1].UndoSecret!));

        Assert.Equal(left, await door.ReadAsync(db => db.Passkeys.CountAsync(p => p.UserId == door.Anna)));
        Assert.Equal(left == 0, (await door.NoticesAsync(door.Anna)).Exists(n => n.Notice == SecurityNotice.PasskeyRemoved));
    }

    [Theory]
    [OnSqlite]
    public async Task After_seven_days_nothing_is_taken_back(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await ChangeAsync(door, New);
        door.Advance(TimeSpan.FromDays(ConfirmAddress.UndoDays));

        Assert.Equal(UndoAddressChange.Refusal.NotValid, await UndoAsync(door, (await door.NoticesAsync(door.Anna))[^1].UndoSecret!));
    }

    [Theory]
    [OnSqlite]
    public async Task An_address_that_somebody_has_gets_no_mail_and_the_answer_is_the_same(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        Assert.Null(await AskAsync(door, "p2@firm.example"));
        Assert.Null(await door.SecretAsync<ConfirmAddressMail>());
    }

    [Theory]
    [OnSqlite]
    public async Task An_address_that_was_taken_meanwhile_is_refused(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await AskAsync(door, New);
        await door.ReadAsync(db => db.People.Where(p => p.Id == door.Mia)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.NormalizedEmail, New.ToUpperInvariant())));

        Assert.Equal(ConfirmAddress.Refusal.NotValid, await ConfirmAsync(door, (await door.SecretAsync<ConfirmAddressMail>())!));
    }

    [Theory]
    [OnSqlite]
    public async Task The_same_address_and_a_flood_of_mails_are_refused(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        Assert.Equal(AskAddressChange.Refusal.SameAddress, await AskAsync(door, "P1@firm.example"));
        for (var i = 0; i < TryLimit.FreeTries; i++)
        {
            Assert.Null(await AskAsync(door, $"{i}@elsewhere.example"));
        }

        Assert.Equal(AskAddressChange.Refusal.TooManyMails, await AskAsync(door, New));
    }

    private static async Task ChangeAsync(Doorstep door, string address)
    {
        await AskAsync(door, address);
        Assert.Null(await ConfirmAsync(door, (await door.SecretAsync<ConfirmAddressMail>())!));
    }

    private static async Task<AskAddressChange.Refusal?> AskAsync(Doorstep door, string address) =>
        (await door.DoAsync<AskAddressChange, Outcome<string, AskAddressChange.Refusal>>(ask =>
            ask.RunAsync(door.Anna, address, CancellationToken.None))).Refusal;

    private static async Task<ConfirmAddress.Refusal?> ConfirmAsync(Doorstep door, string secret) =>
        (await door.DoAsync<ConfirmAddress, Outcome<string, ConfirmAddress.Refusal>>(confirm =>
            confirm.RunAsync(door.Anna, secret, CancellationToken.None))).Refusal;

    private static async Task<UndoAddressChange.Refusal?> UndoAsync(Doorstep door, string secret) =>
        (await door.DoAsync<UndoAddressChange, Outcome<string, UndoAddressChange.Refusal>>(undo =>
            undo.RunAsync(door.Anna, secret, CancellationToken.None))).Refusal;
}
