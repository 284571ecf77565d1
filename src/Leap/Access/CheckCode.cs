using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Whether a code proves a person's second factor: one of their authenticator app, each once, or a recovery code, which is gone then and
/// told of by mail.
/// </summary>
public sealed class CheckCode(
    LeapDb db, SecondFactorKeys keys, NewRecoveryCodes recoveryCodes, TryLimit limit, SecurityNotices notices, Calendar calendar)
{
    /// <param name="network">Where from, as <see cref="TryLimit"/> counts it.</param>
    public async Task<SignInVerdict> RunAsync(long personId, string code, string network, CancellationToken cancel)
    {
        var account = $"code {personId}";
        var turn = await limit.BeginAsync(account, network, cancel);
        if (!turn.IsAllowed)
        {
            return new SignInVerdict(Person: null, turn.WaitMinutes);
        }

        var person = await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        if (person.SuspendedAt is not null || !await TakeAsync(person, code, cancel))
        {
            await TellLockOutAsync(turn, person, cancel);
            return new SignInVerdict(Person: null, turn.WaitMinutes);
        }

        await limit.PassAsync(account, network, cancel);
        return new SignInVerdict(person, WaitMinutes: 0);
    }

    /// <summary>As apps show codes, with a space in the middle, and in digits of other scripts.</summary>
    internal static string Digits(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c))
        .Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));

    private async Task<bool> TakeAsync(Person person, string typed, CancellationToken cancel)
    {
        if (await db.SecondFactors.AsNoTracking().FirstOrDefaultAsync(f => f.PersonId == person.Id, cancel) is not { } factor)
        {
            return false;
        }

        var digits = Digits(typed);
        return digits.Length == Totp.Digits
            ? Totp.Match(keys.Show(factor.Key), digits, calendar.Now, factor.LastStep) is { } step
                && await UseStepAsync(person, step, cancel)
            : await recoveryCodes.FindAsync(person, typed, cancel) is { } code && await UseRecoveryCodeAsync(person, code, cancel);
    }

    /// <summary>Of two who bring the same code at once, one gets in.</summary>
    private async Task<bool> UseStepAsync(Person person, long step, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var taken = await db.SecondFactors.Where(f => f.PersonId == person.Id && f.LastStep < step)
            .ExecuteUpdateAsync(s => s.SetProperty(f => f.LastStep, step), cancel);
        await write.CommitAsync(cancel);
        return taken == 1;
    }

    private async Task<bool> UseRecoveryCodeAsync(Person person, RecoveryCode code, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.RecoveryCodes.Where(c => c.Id == code.Id).ExecuteDeleteAsync(cancel) == 0)
        {
            return false;
        }

        notices.Owe(person, SecurityNotice.RecoveryCodeUsed);
        await write.CommitAsync(cancel);
        return true;
    }

    private async Task TellLockOutAsync(TryLimit.Turn turn, Person person, CancellationToken cancel)
    {
        if (turn.IsFirstLock)
        {
            await using var write = await db.BeginWriteAsync(cancel);
            notices.Owe(person, SecurityNotice.LockedOut);
            await write.CommitAsync(cancel);
        }
    }
}
