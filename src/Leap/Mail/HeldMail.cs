using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail;

/// <summary>Which due mails wait for a limit per minute, and until when.</summary>
public sealed class HeldMail(LeapDb db, Calendar calendar, LeapSettings settings)
{
    /// <summary>The whole programme's limit first, then domains by how many wait; empty when nothing is held.</summary>
    public async Task<IReadOnlyList<Held>> ListAsync(CancellationToken cancel)
    {
        var limits = settings.Mail;
        if (limits.PerMinute == 0 && limits.PerMinuteAndDomain == 0)
        {
            return [];
        }

        var from = calendar.Now - Leases.Window;
        var slots = await db.HandedOver.AsNoTracking().Where(h => h.SlotAt > from).ToListAsync(cancel);
        var full = slots.GroupBy(s => s.Domain, StringComparer.Ordinal)
            .Select(g => (Domain: g.Key, FreeAt: FreeAt(g, limits.PerMinuteAndDomain)))
            .Where(d => d.FreeAt is not null)
            .ToDictionary(d => d.Domain, d => d.FreeAt!.Value, StringComparer.Ordinal);
        var allFreeAt = FreeAt(slots, limits.PerMinute);
        if (full.Count == 0 && allFreeAt is null)
        {
            return [];
        }

        var waiting = await WaitingAsync(allFreeAt is null ? [.. full.Keys] : null, cancel);
        var domains = waiting.Where(w => full.ContainsKey(w.Domain))
            .OrderByDescending(w => w.Count)
            .Select(w => new Held(w.Domain, w.Count, full[w.Domain]));
        var all = waiting.Sum(w => w.Count);
        return allFreeAt is { } freeAt && all > 0 ? [new Held(Domain: null, all, freeAt), .. domains] : [.. domains];
    }

    /// <param name="domains">Null for all.</param>
    private async Task<IReadOnlyList<(string Domain, int Count)>> WaitingAsync(IReadOnlyList<string>? domains, CancellationToken cancel)
    {
        var now = calendar.Now;
        var due = db.Messages.Where(m => m.SentAt == null && m.FailedAt == null && m.Priority > 0 && m.DueAt <= now
            && (m.LeaseUntilAt == null || m.LeaseUntilAt <= now));
        var counts = await (domains is null ? due : due.Where(m => domains.Contains(m.ToDomain)))
            .GroupBy(m => m.ToDomain)
            .Select(g => new { Domain = g.Key, Count = g.Count() })
            .ToListAsync(cancel);
        return [.. counts.Select(c => (c.Domain, c.Count))];
    }

    /// <summary>When so many slots have gone by that there is room again; null when there is some now, or no limit.</summary>
    private static DateTime? FreeAt(IEnumerable<HandedOver> slots, int limit)
    {
        var byTime = slots.OrderBy(s => s.SlotAt).ToList();
        var left = byTime.Sum(s => s.Count);
        if (limit == 0 || left < limit)
        {
            return null;
        }

        return byTime.First(s => (left -= s.Count) < limit).SlotAt + Leases.Window;
    }

    /// <param name="Domain">Null for the limit of the whole programme.</param>
    /// <param name="FreeAt">When the first of them may leave.</param>
    public sealed record Held(string? Domain, int Waiting, DateTime FreeAt);
}
