using Leap.Access;
using Leap.Data;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Access;

public sealed class SecondFactorTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_code_of_the_app_is_taken_once_and_no_older_one_after_it(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (key, _) = await door.TurnOnAsync(door.Anna);
        var used = await door.CodeAsync(key);
        door.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        var next = await door.CodeAsync(key);

        Assert.Null((await door.TryCodeAsync(door.Anna, used)).Person);
        Assert.NotNull((await door.TryCodeAsync(door.Anna, next)).Person);
        Assert.Null((await door.TryCodeAsync(door.Anna, next)).Person);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_many_who_bring_the_same_code_at_once_one_gets_in(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (key, _) = await door.TurnOnAsync(door.Anna);
        door.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        var code = await door.CodeAsync(key);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => door.TryCodeAsync(door.Anna, code)));

        Assert.Single(verdicts, v => v.Person is not null);
    }

    [Theory]
    [OnSqlite]
    public async Task Spaces_and_digits_of_other_scripts_are_read(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (key, _) = await door.TurnOnAsync(door.Anna);
        door.Advance(TimeSpan.FromMinutes(5));
        var arabic = string.Concat((await door.CodeAsync(key)).Select(c => (char)('\u0660' + (c - '0'))));

        Assert.NotNull((await door.TryCodeAsync(door.Anna, $" {arabic[..3]} {arabic[3..]} ")).Person);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_recovery_code_works_once_in_any_case_and_is_told_of(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (_, codes) = await door.TurnOnAsync(door.Anna);

        var typed = codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.NotNull((await door.TryCodeAsync(door.Anna, typed)).Person);
        Assert.Null((await door.TryCodeAsync(door.Anna, codes[3])).Person);

        Assert.Equal(9, await door.ReadAsync(db => db.RecoveryCodes.CountAsync(c => c.PersonId == door.Anna)));
        Assert.Equal(SecurityNotice.RecoveryCodeUsed, (await door.NoticesAsync(door.Anna))[^1].Notice);
    }

    [Theory]
    [OnSqlite]
    public async Task Neither_the_key_nor_a_recovery_code_can_be_read_in_the_database(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (key, codes) = await door.TurnOnAsync(door.Anna);

        Assert.DoesNotContain(key, (await door.ReadAsync(db => db.SecondFactors.SingleAsync())).Key, StringComparison.Ordinal);
        Assert.All(
            await door.ReadAsync(db => db.RecoveryCodes.ToListAsync()),
            row => Assert.DoesNotContain(codes, code => row.Hash.Contains(code[^4..], StringComparison.Ordinal)));
    }

    [Theory]
    [OnSqlite]
    public async Task New_recovery_codes_void_the_old_ones(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (_, old) = await door.TurnOnAsync(door.Anna);
        var made = await MakeAsync(door, door.Anna);

        Assert.Equal(NewRecoveryCodes.Count, made.Value.Count);
        Assert.Null((await door.TryCodeAsync(door.Anna, old[0])).Person);
        Assert.NotNull((await door.TryCodeAsync(door.Anna, made.Value[0])).Person);
    }

    [Theory]
    [OnSqlite]
    public async Task Without_a_second_factor_there_are_no_recovery_codes_and_no_code_is_right(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        Assert.Equal(MakeRecoveryCodes.Refusal.NotOn, (await MakeAsync(door, door.Anna)).Refusal);
        Assert.Null((await door.TryCodeAsync(door.Anna, "000000")).Person);
    }

    [Theory]
    [OnSqlite]
    public async Task Codes_that_are_wrong_five_times_wait_and_the_person_is_told(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        var (key, _) = await door.TurnOnAsync(door.Anna);
        for (var i = 0; i < TryLimit.FreeTries; i++)
        {
            await door.TryCodeAsync(door.Anna, "abcdef");
        }

        door.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        Assert.Equal(new SignInVerdict(Person: null, WaitMinutes: 1), await door.TryCodeAsync(door.Anna, await door.CodeAsync(key)));
        Assert.Equal(SecurityNotice.LockedOut, (await door.NoticesAsync(door.Anna))[^1].Notice);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Turning_it_on_ends_the_other_sessions_and_tells_the_person(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.SignInAsync(door.Anna);
        var kept = await door.SignInAsync(door.Anna);
        await door.TurnOnAsync(door.Anna, kept.Id);

        Assert.Equal([kept.Id], await door.SessionIdsAsync(door.Anna));
        Assert.Equal(SecurityNotice.SecondFactorOn, Assert.Single(await door.NoticesAsync(door.Anna)).Notice);
    }

    [Theory]
    [OnSqlite]
    public async Task A_second_factor_that_is_on_is_not_replaced_by_setting_up_another(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.TurnOnAsync(door.Anna);

        Assert.Equal(TurnOnSecondFactor.Refusal.AlreadyOn, await SetUpAsync(door, door.Anna, door.Anna, isRight: true));
    }

    [Theory]
    [OnSqlite]
    public async Task A_wrong_first_code_an_old_key_and_a_key_of_another_turn_nothing_on(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        Assert.Equal(TurnOnSecondFactor.Refusal.WrongCode, await SetUpAsync(door, door.Anna, door.Anna, isRight: false));
        Assert.Equal(TurnOnSecondFactor.Refusal.TooLate, await SetUpAsync(door, door.Anna, door.Mia, isRight: true));
        Assert.False((await door.PersonAsync(door.Anna)).TwoFactorEnabled);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_participant_can_turn_it_off_and_staff_can_not(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.TurnOnAsync(door.Anna);
        await door.TurnOnAsync(door.Mia);

        Assert.Null(await TurnOffAsync(door, door.Anna));
        Assert.Equal(TurnOffSecondFactor.Refusal.RequiredForStaff, await TurnOffAsync(door, door.Mia));

        Assert.Equal(0, await door.ReadAsync(db => db.RecoveryCodes.CountAsync(c => c.PersonId == door.Anna)));
        Assert.Equal(SecurityNotice.SecondFactorOff, (await door.NoticesAsync(door.Anna))[^1].Notice);
        Assert.Equal(TurnOffSecondFactor.Refusal.NotOn, await TurnOffAsync(door, door.Anna));
    }

    private static Task<Outcome<IReadOnlyList<string>, MakeRecoveryCodes.Refusal>> MakeAsync(Doorstep door, long personId) =>
        door.DoAsync<MakeRecoveryCodes, Outcome<IReadOnlyList<string>, MakeRecoveryCodes.Refusal>>(make =>
            make.RunAsync(personId, CancellationToken.None));

    private static async Task<TurnOffSecondFactor.Refusal?> TurnOffAsync(Doorstep door, long personId) =>
        (await door.DoAsync<TurnOffSecondFactor, Outcome<bool, TurnOffSecondFactor.Refusal>>(turnOff =>
            turnOff.RunAsync(personId, keptSessionId: 0, CancellationToken.None))).Refusal;

    /// <param name="keyOf">Whom the key was offered.</param>
    private static async Task<TurnOnSecondFactor.Refusal?> SetUpAsync(Doorstep door, long personId, long keyOf, bool isRight)
    {
        var (offer, key) = await door.DoAsync<SecondFactorKeys, (string, string)>(keys =>
        {
            var offer = keys.Offer(keyOf);
            return Task.FromResult((offer, keys.Offered(keyOf, offer)!));
        });
        var code = isRight ? await door.CodeAsync(key) : "abcdef";
        return (await door.DoAsync<TurnOnSecondFactor, Outcome<IReadOnlyList<string>, TurnOnSecondFactor.Refusal>>(turnOn =>
            turnOn.RunAsync(personId, offer, code, keptSessionId: null, CancellationToken.None))).Refusal;
    }
}
