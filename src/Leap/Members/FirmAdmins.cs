using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>A firm always keeps somebody who can act for it: its last admin stays (A2).</summary>
internal static class FirmAdmins
{
    /// <summary>Changes to one firm's people come one after the other, so that two admins can't remove each other at once.</summary>
    public static async Task LockFirmsAsync(this LeapDb db, long[] firmIds, CancellationToken cancel)
    {
        if (!db.IsPostgres)
        {
            return;
        }

        foreach (var id in firmIds.Order())
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM firms WHERE id = {id} FOR NO KEY UPDATE", cancel);
        }
    }

    /// <summary>Changes to where one person works come one after the other, so that nobody is at two firms at once.</summary>
    public static async Task LockPersonAsync(this LeapDb db, long personId, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM people WHERE id = {personId} FOR NO KEY UPDATE", cancel);
        }
    }

    /// <summary>Whether the firm would have no admin without this one; those who are suspended or leave don't count.</summary>
    public static async Task<bool> IsLastAdminAsync(this LeapDb db, Membership membership, CancellationToken cancel)
    {
        if ((membership.Personas & Personas.FirmAdmin) == Personas.None)
        {
            return false;
        }

        var people = db.People;
        return !await db.Memberships
            .Where(m => m.FirmId == membership.FirmId && m.Id != membership.Id && m.ToOn == null)
            .Where(m => (m.Personas & Personas.FirmAdmin) != Personas.None)
            .AnyAsync(m => people.Any(p => p.Id == m.PersonId && p.SuspendedAt == null), cancel);
    }

    /// <summary>The ids of the people who can act for each of these firms; none for a firm that has nobody.</summary>
    public static async Task<Dictionary<long, HashSet<long>>> AdminsAsync(this LeapDb db, long[] firmIds, CancellationToken cancel)
    {
        var people = db.People;
        var admins = await db.Memberships.AsNoTracking()
            .Where(m => firmIds.Contains(m.FirmId) && m.ToOn == null && (m.Personas & Personas.FirmAdmin) != Personas.None)
            .Where(m => people.Any(p => p.Id == m.PersonId && p.SuspendedAt == null))
            .Select(m => new { m.FirmId, m.PersonId })
            .ToListAsync(cancel);
        return firmIds.ToDictionary(id => id, id => admins.Where(a => a.FirmId == id).Select(a => a.PersonId).ToHashSet());
    }

    /// <summary>Null when it is of another firm or over.</summary>
    public static Task<Membership?> FindCurrentAsync(
        this LeapDb db, (long FirmId, long MembershipId) key, DateOnly today, CancellationToken cancel) =>
        db.Memberships.FirstOrDefaultAsync(
            m => m.Id == key.MembershipId && m.FirmId == key.FirmId && (m.ToOn == null || m.ToOn >= today), cancel);
}
