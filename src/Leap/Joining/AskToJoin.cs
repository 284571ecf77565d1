using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leap.Joining;

/// <summary>Uses a link of <see cref="SendJoinLink"/>, once, to ask firms of the address's domain; their admins are told.</summary>
public sealed class AskToJoin(LeapDb db, Outbox outbox, Calendar calendar, ILogger<AskToJoin> log)
{
    public enum Refusal
    {
        NotValid,
        Used,
        Expired,
        NameMissing,
        NameTooLong,
        NoFirm,
    }

    /// <summary>Whom the link lets its reader ask.</summary>
    public sealed record Offer(JoinLink Link, IReadOnlyList<Firm> Firms);

    /// <summary>Changes nothing.</summary>
    public async Task<Outcome<Offer, Refusal>> LookAsync(long id, string? secret, CancellationToken cancel)
    {
        var link = await db.JoinLinks.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, cancel);
        Refusal? refusal = link switch
        {
            null => Refusal.NotValid,
            _ when !Secret.Fits(secret, link.SecretHash) => Refusal.NotValid,
            { UsedAt: not null } => Refusal.Used,
            _ when link.ExpiresAt <= calendar.Now => Refusal.Expired,
            _ => null,
        };
        if (refusal is { } why)
        {
            log.LogInformation("Join link {JoinLinkId} was not opened: {Refusal}", id, why);
            return why;
        }

        var domain = AddDomain.Normalised(link!.Address);
        var domains = db.FirmDomains.Where(d => d.Domain == domain && d.ConfirmedAt != null);
        var firms = await db.Firms.AsNoTracking()
            .Where(f => f.MergedIntoId == null && domains.Any(d => d.FirmId == f.Id))
            .OrderBy(f => f.Name)
            .ToListAsync(cancel);
        return firms.Count == 0 ? Refusal.NotValid : new Offer(link, firms);
    }

    /// <param name="wanted">The name as the person writes it, their language, and the firms; what was not offered is left out.</param>
    public async Task<Outcome<int, Refusal>> RunAsync(
        long id, string? secret, (string Name, string Language, IReadOnlyList<long> FirmIds) wanted, CancellationToken cancel)
    {
        var name = wanted.Name.Trim();
        await using var write = await db.BeginWriteAsync(cancel);
        var found = await LookAsync(id, secret, cancel);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var (link, offered) = found.Value;
        var firms = offered.Where(f => wanted.FirmIds.Contains(f.Id)).ToList();
        if (name.Length is 0 or > 200 || firms.Count == 0)
        {
            return name.Length == 0 ? Refusal.NameMissing : name.Length > 200 ? Refusal.NameTooLong : Refusal.NoFirm;
        }

        var now = calendar.Now;
        if (await db.JoinLinks.Where(l => l.Id == id && l.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancel) == 0)
        {
            return Refusal.Used;
        }

        foreach (var firm in firms)
        {
            await AskAsync(link, firm, name, wanted.Language, cancel);
        }

        await write.CommitAsync(cancel);
        return firms.Count;
    }

    /// <summary>One open request is enough: asking again mails nobody.</summary>
    private async Task AskAsync(JoinLink link, Firm firm, string name, string language, CancellationToken cancel)
    {
        if (await db.JoinRequests.AnyAsync(
            r => r.FirmId == firm.Id && r.NormalizedAddress == link.NormalizedAddress && r.DecidedAt == null, cancel))
        {
            return;
        }

        var request = new JoinRequest
        {
            FirmId = firm.Id, Address = link.Address, NormalizedAddress = link.NormalizedAddress, Name = name, Language = language,
            AskedAt = calendar.Now,
        };
        db.Add(request);
        await db.SaveChangesAsync(cancel);
        var today = calendar.Today;
        var admins = await db.Memberships
            .Where(m => m.FirmId == firm.Id && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .Where(m => (m.Personas & Personas.FirmAdmin) != Personas.None)
            .Join(db.People.AsNoTracking().Where(p => p.SuspendedAt == null), m => m.PersonId, p => p.Id, (m, p) => p)
            .ToListAsync(cancel);
        foreach (var admin in admins)
        {
            outbox.Owe(
                new JoinAskedMail { AdminName = admin.Name, Name = name, Address = link.Address, FirmName = firm.Name },
                admin.ToRecipient(),
                FormattableString.Invariant($"join-asked/{request.Id}/{admin.Id}"));
        }
    }
}
