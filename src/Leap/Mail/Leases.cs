using System.Text.Json;
using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail;

/// <summary>
/// Takes due messages for one relay, in the caller's transaction, as many as the limits per minute leave room for. What was taken is
/// counted in the database, so all nodes share the limits. A message that someone waits for at the screen (priority 0) counts but isn't
/// held back, and messages of a domain that had its share are passed over, not waited for.
/// </summary>
internal sealed class Leases(LeapDb db, Calendar calendar, MailSettings limits)
{
    /// <summary>Seconds that a leased message belongs to its relay; one that waits too long for its worker is given back.</summary>
    public const int Seconds = 90;

    /// <summary>A minute, and the seconds of a slot that may lie before it: what counts by the slot never exceeds a limit.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(60 + HandedOver.SlotSeconds);

    private const string Due =
        "sent_at IS NULL AND failed_at IS NULL AND due_at <= {0} AND (lease_until_at IS NULL OR lease_until_at <= {0})";

    /// <summary>Other relays wait for the end of this transaction before they take theirs: all count to one total.</summary>
    private const string Queue = "LOCK TABLE handed_over IN SHARE ROW EXCLUSIVE MODE";

    private bool AreLimited => limits.PerMinute > 0 || limits.PerMinuteAndDomain > 0;

    public Task<bool> AnyDueAsync(CancellationToken cancel)
    {
        var now = calendar.Now;
        return db.Messages.AnyAsync(
            m => m.SentAt == null && m.FailedAt == null && m.DueAt <= now && (m.LeaseUntilAt == null || m.LeaseUntilAt <= now), cancel);
    }

    /// <summary>In the order in which they should go.</summary>
    public async Task<IReadOnlyList<Message>> TakeAsync(int most, CancellationToken cancel)
    {
        var now = calendar.Now;
        var leased = AreLimited ? await TakeWithinLimitsAsync(now, most, cancel) : await TakeFirstAsync(now, most, cancel);
        return [.. leased.OrderBy(m => m.Priority).ThenBy(m => m.DueAt).ThenBy(m => m.Id)];
    }

    private Task<List<Message>> TakeFirstAsync(DateTime now, int most, CancellationToken cancel)
    {
        // On SQLite the write transaction keeps others out; on PostgreSQL rows that another node is leasing are passed over.
        const string Lease =
            "UPDATE messages SET lease_until_at = {1}, tries = tries + 1 WHERE id IN (SELECT id FROM messages WHERE "
            + Due + " ORDER BY priority, due_at, id LIMIT {2}";
        const string Sqlite = Lease + ") RETURNING *";
        const string Postgres = Lease + " FOR UPDATE SKIP LOCKED) RETURNING *";
        return db.Messages.FromSqlRaw(db.IsPostgres ? Postgres : Sqlite, now, now.AddSeconds(Seconds), most)
            .AsNoTracking()
            .ToListAsync(cancel);
    }

    private async Task<List<Message>> TakeWithinLimitsAsync(DateTime now, int most, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlRawAsync(Queue, cancel);
        }

        var room = new Room(limits, await CountsAsync(now, cancel));
        var taken = new List<Candidate>(most);
        IReadOnlyList<Candidate> found;
        do
        {
            found = await FindAsync(now, most - taken.Count, room, taken, cancel);
            taken.AddRange(found.Where(room.Admits));
        }
        while (found.Count > 0 && taken.Count < most);

        return taken.Count == 0 ? [] : await LeaseAsync(now, taken, cancel);
    }

    private Task<Dictionary<string, int>> CountsAsync(DateTime now, CancellationToken cancel)
    {
        var from = now - Window;
        return db.HandedOver.Where(h => h.SlotAt > from)
            .GroupBy(h => h.Domain)
            .Select(g => new { g.Key, Count = g.Sum(h => h.Count) })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancel);
    }

    /// <summary>The first ones that are not of a domain without room. Each call that brings one too many closes its domain.</summary>
    private async Task<IReadOnlyList<Candidate>> FindAsync(
        DateTime now, int most, Room room, List<Candidate> taken, CancellationToken cancel)
    {
        const string Find =
            "SELECT id AS \"Id\", priority AS \"Priority\", to_domain AS \"Domain\" FROM messages WHERE " + Due + " AND ";
        const string Order = " ORDER BY priority, due_at, id LIMIT {1}";
        const string Sqlite = Find
            + "(priority = 0 OR NOT {2} AND to_domain NOT IN (SELECT value FROM json_each({3}))) "
            + "AND id NOT IN (SELECT value FROM json_each({4}))" + Order;
        const string Postgres = Find
            + "(priority = 0 OR NOT {2} AND to_domain NOT IN (SELECT jsonb_array_elements_text({3}::jsonb))) "
            + "AND id NOT IN (SELECT jsonb_array_elements_text({4}::jsonb)::bigint)" + Order + " FOR UPDATE SKIP LOCKED";
        var full = JsonSerializer.Serialize(room.Full);
        var ids = JsonSerializer.Serialize(taken.Select(t => t.Id));
        return await db.Database.SqlQueryRaw<Candidate>(db.IsPostgres ? Postgres : Sqlite, now, most, room.IsFull, full, ids)
            .ToListAsync(cancel);
    }

    private async Task<List<Message>> LeaseAsync(DateTime now, List<Candidate> taken, CancellationToken cancel)
    {
        await CountAsync(now, taken, cancel);
        var ids = taken.Select(t => t.Id).ToList();
        var until = now.AddSeconds(Seconds);
        await db.Messages.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.LeaseUntilAt, until).SetProperty(m => m.Tries, m => m.Tries + 1), cancel);
        return await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync(cancel);
    }

    private async Task CountAsync(DateTime now, List<Candidate> taken, CancellationToken cancel)
    {
        const string Count =
            """
            INSERT INTO handed_over (slot_at, domain, count) VALUES ({0}, {1}, {2})
            ON CONFLICT (slot_at, domain) DO UPDATE SET count = handed_over.count + excluded.count
            """;
        var old = now - Window;
        await db.HandedOver.Where(h => h.SlotAt <= old).ExecuteDeleteAsync(cancel);
        foreach (var (domain, count) in taken.CountBy(t => t.Domain, StringComparer.Ordinal))
        {
            await db.Database.ExecuteSqlRawAsync(Count, [SlotOf(now), domain, count], cancel);
        }
    }

    private static DateTime SlotOf(DateTime now) => now.AddTicks(-(now.Ticks % (HandedOver.SlotSeconds * TimeSpan.TicksPerSecond)));

    internal sealed record Candidate(long Id, int Priority, string Domain);

    /// <summary>What the limits leave, counted down as messages are admitted.</summary>
    private sealed class Room(MailSettings limits, Dictionary<string, int> counts)
    {
        private int all = counts.Values.Sum();

        public bool IsFull => limits.PerMinute > 0 && all >= limits.PerMinute;

        public IReadOnlyList<string> Full => limits.PerMinuteAndDomain > 0
            ? [.. counts.Where(c => c.Value >= limits.PerMinuteAndDomain).Select(c => c.Key)]
            : [];

        public bool Admits(Candidate candidate)
        {
            var count = counts.GetValueOrDefault(candidate.Domain);
            if (candidate.Priority > 0 && (IsFull || (limits.PerMinuteAndDomain > 0 && count >= limits.PerMinuteAndDomain)))
            {
                return false;
            }

            counts[candidate.Domain] = count + 1;
            all++;
            return true;
        }
    }
}
