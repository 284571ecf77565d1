using Leap.Audit;
using Leap.Awards;
using Leap.Data;
using Leap.Joining;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Programmes;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mergers;

/// <summary>
/// Makes one firm a part of another. Its people, its open sales, who wants to join it and its places on open boards go over; decided sales
/// stay with its name, so that history reads as it happened, and no point moves. Its row stays as an alias: its code finds the firm that it
/// became a part of.
/// </summary>
public sealed class MergeFirms(LeapDb db, Journal journal, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchFirm,
        SameFirm,
        AlreadyMerged,
        IntoAMergedFirm,
    }

    /// <summary>What a merge moves, and what it leaves.</summary>
    /// <param name="SalesLeft">Open sales whose invoice the other firm has reported too: they are decided where they are.</param>
    public sealed record Extent(int Members, int Sales, int SalesLeft, int SellOut, int SalesDecided, int Aliases);

    /// <summary>What <see cref="RunAsync"/> would do now, without doing it.</summary>
    public async Task<Outcome<Extent, Refusal>> PreviewAsync(long firmId, long intoId, CancellationToken cancel)
    {
        var firms = await db.Firms.AsNoTracking().Where(f => f.Id == firmId || f.Id == intoId).ToDictionaryAsync(f => f.Id, cancel);
        return Refuse(firms, firmId, intoId) is { } refusal ? refusal : await MeasureAsync(firmId, intoId, cancel);
    }

    public async Task<Outcome<Extent, Refusal>> RunAsync(long firmId, long intoId, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await journal.LockAsync(cancel);
        await db.LockFirmsAsync([firmId, intoId], cancel);
        var firms = await db.Firms.Where(f => f.Id == firmId || f.Id == intoId).ToDictionaryAsync(f => f.Id, cancel);
        if (Refuse(firms, firmId, intoId) is { } refusal)
        {
            return refusal;
        }

        var extent = await MeasureAsync(firmId, intoId, cancel);
        await MoveAsync(firmId, intoId, cancel);
        firms[firmId].MergedIntoId = intoId;
        auditLog.Add(new AuditEntry(AuditAction.FirmsMerged, AuditObject.Firm, firmId)
        {
            ActorId = actorId,
            Label = firms[firmId].Code,
            Before = [(AuditField.Firm, firmId)],
            After = [(AuditField.Firm, intoId), (AuditField.Members, extent.Members), (AuditField.Sales, extent.Sales)],
        });
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return extent;
    }

    private static Refusal? Refuse(Dictionary<long, Firm> firms, long firmId, long intoId)
    {
        if (firmId == intoId)
        {
            return Refusal.SameFirm;
        }

        if (!firms.TryGetValue(firmId, out var firm) || !firms.TryGetValue(intoId, out var into))
        {
            return Refusal.NoSuchFirm;
        }

        if (firm.MergedIntoId is not null)
        {
            return Refusal.AlreadyMerged;
        }

        return into.MergedIntoId is null ? null : Refusal.IntoAMergedFirm;
    }

    private async Task<Extent> MeasureAsync(long firmId, long intoId, CancellationToken cancel)
    {
        var open = await db.Sales.CountAsync(s => s.FirmId == firmId && s.State == SaleState.Submitted, cancel);
        var moved = await MovingSales(firmId, intoId).CountAsync(cancel);
        return new Extent(
            await CurrentMembers(firmId).CountAsync(cancel),
            moved,
            open - moved,
            await db.SellOut.CountAsync(s => s.FirmId == firmId, cancel),
            await db.Sales.CountAsync(s => s.FirmId == firmId && s.State != SaleState.Submitted, cancel),
            await db.Firms.CountAsync(f => f.MergedIntoId == firmId, cancel));
    }

    private async Task MoveAsync(long firmId, long intoId, CancellationToken cancel)
    {
        var saleIds = await MovingSales(firmId, intoId).Select(s => s.Id).ToListAsync(cancel);
        await db.Awards.Where(a => a.Activity == Activity.Sale && a.FirmId == firmId && saleIds.Contains(a.SourceId))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.FirmId, intoId), cancel);
        await db.Sales.Where(s => saleIds.Contains(s.Id)).ExecuteUpdateAsync(set => set.SetProperty(s => s.FirmId, intoId), cancel);
        await db.SellOut.Where(s => s.FirmId == firmId).ExecuteUpdateAsync(set => set.SetProperty(s => s.FirmId, intoId), cancel);
        var frozen = db.FrozenPeriods;
        await db.Scores.Where(s => s.FirmId == firmId && !frozen.Any(f => f.Period == s.Period))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.FirmId, intoId), cancel);
        await MoveInvitationsAsync(firmId, intoId, cancel);
        await MoveRequestsAsync(firmId, intoId, cancel);
        await MoveDomainsAsync(firmId, intoId, cancel);
        await CurrentMembers(firmId).ExecuteUpdateAsync(set => set.SetProperty(m => m.FirmId, intoId), cancel);
        await db.Firms.Where(f => f.MergedIntoId == firmId).ExecuteUpdateAsync(set => set.SetProperty(f => f.MergedIntoId, intoId), cancel);
    }

    /// <summary>Who is invited by both firms keeps the other's link.</summary>
    private async Task MoveInvitationsAsync(long firmId, long intoId, CancellationToken cancel)
    {
        var (now, others) = (calendar.Now, db.Invitations);
        var open = db.Invitations.Where(i => i.FirmId == firmId && i.AcceptedAt == null && i.RevokedAt == null);
        await open
            .Where(i => others.Any(o =>
                o.FirmId == intoId && o.NormalizedAddress == i.NormalizedAddress && o.AcceptedAt == null && o.RevokedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), cancel);
        await open.ExecuteUpdateAsync(set => set.SetProperty(i => i.FirmId, intoId), cancel);
    }

    /// <summary>Who asked both firms has asked one now.</summary>
    private async Task MoveRequestsAsync(long firmId, long intoId, CancellationToken cancel)
    {
        var others = db.JoinRequests;
        var open = db.JoinRequests.Where(r => r.FirmId == firmId && r.DecidedAt == null);
        await open.Where(r => others.Any(o => o.FirmId == intoId && o.NormalizedAddress == r.NormalizedAddress && o.DecidedAt == null))
            .ExecuteDeleteAsync(cancel);
        await open.ExecuteUpdateAsync(set => set.SetProperty(r => r.FirmId, intoId), cancel);
    }

    /// <summary>A domain that both firms listed is confirmed when one of them had it confirmed.</summary>
    private async Task MoveDomainsAsync(long firmId, long intoId, CancellationToken cancel)
    {
        var domains = await db.FirmDomains.Where(d => d.FirmId == firmId || d.FirmId == intoId).ToListAsync(cancel);
        var listed = domains.Where(d => d.FirmId == intoId).ToDictionary(d => d.Domain, StringComparer.Ordinal);
        foreach (var domain in domains.Where(d => d.FirmId == firmId && listed.ContainsKey(d.Domain)))
        {
            var twin = listed[domain.Domain];
            if (twin.ConfirmedAt is null)
            {
                (twin.ConfirmedAt, twin.ConfirmedById) = (domain.ConfirmedAt, domain.ConfirmedById);
            }

            db.Remove(domain);
        }

        await db.SaveChangesAsync(cancel);
        await db.FirmDomains.Where(d => d.FirmId == firmId).ExecuteUpdateAsync(set => set.SetProperty(d => d.FirmId, intoId), cancel);
    }

    private IQueryable<Membership> CurrentMembers(long firmId)
    {
        var today = calendar.Today;
        return db.Memberships.Where(m => m.FirmId == firmId && (m.ToOn == null || m.ToOn >= today));
    }

    /// <summary>Two reports of one invoice can't be one firm's.</summary>
    private IQueryable<Sale> MovingSales(long firmId, long intoId)
    {
        var others = db.Sales;
        return db.Sales.Where(s => s.FirmId == firmId && s.State == SaleState.Submitted)
            .Where(s => !others.Any(o => o.FirmId == intoId && o.State != SaleState.Rejected && o.InvoiceKey == s.InvoiceKey));
    }
}
