using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// From now on a person's sign-in asks for a code of their authenticator app. The first code proves that the app has the key; the other
/// sessions end, and ten recovery codes are made.
/// </summary>
public sealed class TurnOnSecondFactor(
    LeapDb db, SecondFactorKeys keys, NewRecoveryCodes recoveryCodes, SecurityNotices notices, Calendar calendar)
{
    public enum Refusal
    {
        AlreadyOn,
        WrongCode,

        /// <summary>The key was shown too long ago.</summary>
        TooLate,
    }

    /// <param name="offer">Of <see cref="SecondFactorKeys.Offer"/>.</param>
    /// <param name="keptSessionId">The session that goes on; null when there is none yet.</param>
    /// <returns>The recovery codes, to be shown once.</returns>
    public async Task<Outcome<IReadOnlyList<string>, Refusal>> RunAsync(
        long personId, string offer, string code, long? keptSessionId, CancellationToken cancel)
    {
        if (keys.Offered(personId, offer) is not { } key)
        {
            return Refusal.TooLate;
        }

        if (Totp.Match(key, CheckCode.Digits(code), calendar.Now, lastStep: 0) is not { } step)
        {
            return Refusal.WrongCode;
        }

        var named = await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        var (codes, rows) = recoveryCodes.Make(named);
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.FirstAsync(p => p.Id == personId, cancel);
        if (person.TwoFactorEnabled)
        {
            return Refusal.AlreadyOn;
        }

        person.TwoFactorEnabled = true;
        person.RenewStamps();
        db.SecondFactors.Add(new SecondFactor
        {
            PersonId = personId, Key = keys.Hide(key), LastStep = step, CreatedAt = calendar.Now,
        });
        await recoveryCodes.ReplaceAsync(personId, rows, cancel);
        await db.Sessions.Where(s => s.PersonId == personId && s.Id != keptSessionId).ExecuteDeleteAsync(cancel);
        await db.Sessions.Where(s => s.Id == keptSessionId).ExecuteUpdateAsync(s => s.SetProperty(x => x.IsFull, true), cancel);
        notices.Owe(person, SecurityNotice.SecondFactorOn);
        await write.CommitAsync(cancel);
        return codes;
    }
}
