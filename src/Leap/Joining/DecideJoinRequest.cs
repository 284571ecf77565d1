using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Joining;

/// <summary>
/// A firm admin's answer to who wants to join. A yes becomes an invitation, with which the person agrees to the terms and is in; a no is
/// mailed with its reason.
/// </summary>
public sealed class DecideJoinRequest(LeapDb db, InvitationLetters letters, Outbox outbox, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchRequest,
        AlreadyDecided,
        PersonasMissing,
        ReasonMissing,
    }

    /// <summary>Who decides for which firm, and how: with personas it is a yes, with a reason a no.</summary>
    public sealed record Decision(long RequestId, long FirmId, long DeciderId)
    {
        public Personas Personas { get; init; }

        public DeclineReason? Reason { get; init; }

        public bool IsYes { get; init; }
    }

    public async Task<Outcome<JoinRequest, Refusal>> RunAsync(Decision decision, CancellationToken cancel)
    {
        var isGiven = decision.IsYes ? decision.Personas != Personas.None : decision.Reason is { } reason && Enum.IsDefined(reason);
        if (!isGiven)
        {
            return decision.IsYes ? Refusal.PersonasMissing : Refusal.ReasonMissing;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var now = calendar.Now;
        var taken = await db.JoinRequests
            .Where(r => r.Id == decision.RequestId && r.FirmId == decision.FirmId && r.DecidedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DecidedAt, now), cancel);
        var request = await db.JoinRequests.FirstOrDefaultAsync(
            r => r.Id == decision.RequestId && r.FirmId == decision.FirmId, cancel);
        if (request is null || taken == 0)
        {
            return request is null ? Refusal.NoSuchRequest : Refusal.AlreadyDecided;
        }

        request.State = decision.IsYes ? JoinRequestState.Accepted : JoinRequestState.Declined;
        (request.DecidedById, request.Reason) = (decision.DeciderId, decision.IsYes ? null : decision.Reason);
        if (decision.IsYes)
        {
            request.InvitationId = await InviteAsync(request, decision, cancel);
        }
        else
        {
            await DeclineAsync(request, cancel);
        }

        var action = decision.IsYes ? AuditAction.JoinRequestAccepted : AuditAction.JoinRequestDeclined;
        auditLog.Add(new AuditEntry(action, AuditObject.Firm, request.FirmId)
        {
            ActorId = decision.DeciderId,
            Reason = request.Reason?.ToString(),
            After = [(AuditField.Request, request.Id)],
        });
        await write.CommitAsync(cancel);
        return request;
    }

    /// <summary>An invitation that is out already is sent anew.</summary>
    private async Task<long> InviteAsync(JoinRequest request, Decision decision, CancellationToken cancel)
    {
        var open = await db.Invitations.FirstOrDefaultAsync(
            i => i.FirmId == request.FirmId && i.NormalizedAddress == request.NormalizedAddress && i.AcceptedAt == null
                && i.RevokedAt == null,
            cancel);
        if (open is not null)
        {
            await letters.SendAgainAsync(open, cancel);
            return open.Id;
        }

        var wanted = new NewInvitation(request.FirmId, request.Address, request.Language, decision.Personas)
        {
            Name = request.Name, InvitedById = decision.DeciderId, IsAnswer = true,
        };
        return (await letters.InviteAsync([wanted], cancel))[0].Id;
    }

    private async Task DeclineAsync(JoinRequest request, CancellationToken cancel)
    {
        var firm = await db.Firms.Where(f => f.Id == request.FirmId).Select(f => f.Name).SingleAsync(cancel);
        outbox.Owe(
            new JoinDeclinedMail { Name = request.Name, FirmName = firm, Reason = request.Reason!.Value },
            new Recipient(0, request.Name, request.Address, request.Language),
            FormattableString.Invariant($"join-declined/{request.Id}"));
    }
}
