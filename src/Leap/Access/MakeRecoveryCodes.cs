using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Gives a person ten new recovery codes; the old ones are void.</summary>
public sealed class MakeRecoveryCodes(LeapDb db, NewRecoveryCodes recoveryCodes, SecurityNotices notices)
{
    public enum Refusal
    {
        NotOn,
    }

    /// <returns>The codes, to be shown once.</returns>
    public async Task<Outcome<IReadOnlyList<string>, Refusal>> RunAsync(long personId, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        var (codes, rows) = recoveryCodes.Make(person);
        await using var write = await db.BeginWriteAsync(cancel);
        if (!await db.SecondFactors.AnyAsync(f => f.PersonId == personId, cancel))
        {
            return Refusal.NotOn;
        }

        await recoveryCodes.ReplaceAsync(personId, rows, cancel);
        notices.Owe(person, SecurityNotice.RecoveryCodesMade);
        await write.CommitAsync(cancel);
        return codes;
    }
}
