using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail.Bounces;

/// <summary>Ends an address's rest: from now on mails go there again. What was held back meanwhile does not come after all.</summary>
public sealed class LiftRest(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NotFound,
        LiftedAlready,
    }

    /// <summary>What a manager may say; that an address was confirmed is nobody's word but the link's.</summary>
    public static IReadOnlyList<LiftReason> Reasons { get; } =
        [LiftReason.MailboxWorksAgain, LiftReason.ReportedByMistake, LiftReason.PersonAsked];

    /// <param name="byId">The manager.</param>
    public async Task<Outcome<RestingAddress, Refusal>> RunAsync(long id, LiftReason reason, long byId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.RestingAddresses.SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } resting)
        {
            return Refusal.NotFound;
        }

        if (resting.LiftedAt is not null)
        {
            return Refusal.LiftedAlready;
        }

        auditLog.Add(new AuditEntry(AuditAction.AddressLifted, AuditObject.RestingAddress, id)
        {
            ActorId = byId,
            Label = resting.Cause.ToString(),
            Reason = reason.ToString(),
        });
        resting.Lift(calendar.Now, byId, reason);
        await write.CommitAsync(cancel);
        return resting;
    }

    /// <summary>The person's own wish, after a complaint or a bounce.</summary>
    /// <param name="address">Of the person who asks.</param>
    public async Task OwnAsync(string address, long personId, CancellationToken cancel)
    {
        var key = RestingAddress.KeyOf(address);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.RestingAddresses.SingleOrDefaultAsync(r => r.Address == key && r.LiftedAt == null, cancel) is { } resting)
        {
            resting.Lift(calendar.Now, personId, LiftReason.PersonAsked);
        }

        await write.CommitAsync(cancel);
    }
}
