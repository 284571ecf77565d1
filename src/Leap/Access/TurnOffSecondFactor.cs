using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>A person's sign-in asks for no code any more; their recovery codes and other sessions go with it.</summary>
public sealed class TurnOffSecondFactor(LeapDb db, SecurityNotices notices)
{
    public enum Refusal
    {
        NotOn,

        /// <summary>Who works for the programme can't be without.</summary>
        RequiredForStaff,
    }

    public async Task<Outcome<bool, Refusal>> RunAsync(long personId, long keptSessionId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.FirstAsync(p => p.Id == personId, cancel);
        if (!person.TwoFactorEnabled)
        {
            return Refusal.NotOn;
        }

        if (person.Staff is not null)
        {
            return Refusal.RequiredForStaff;
        }

        await db.RemoveSecondFactorAsync(person, cancel);
        await db.Sessions.Where(s => s.PersonId == personId && s.Id != keptSessionId).ExecuteDeleteAsync(cancel);
        notices.Owe(person, SecurityNotice.SecondFactorOff);
        await write.CommitAsync(cancel);
        return true;
    }
}
