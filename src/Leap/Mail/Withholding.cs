using System.Globalization;
using Leap.Data;
using Leap.Mail.Bounces;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail;

/// <summary>Holds back mails that are owed already, inside the caller's transaction: their row stays and says why.</summary>
internal static class Withholding
{
    /// <summary>Hours in which a kind that is wanted again brings what was held back; older news is stale.</summary>
    private const int AgainHours = 24;

    /// <summary>Mails of the kinds that the person has just declined. One that is being handed over at this moment still arrives.</summary>
    public static Task DeclinedAsync(
        LeapDb db, long personId, IReadOnlyCollection<string> kinds, DateTime now, CancellationToken cancel) =>
        HoldBackAsync(
            db.Messages.Where(m => m.PersonId == personId && kinds.Contains(m.Kind)),
            TryReason.Declined,
            "Not sent: the person declined it meanwhile.",
            now,
            cancel);

    /// <summary>What was held back as declined a short time ago, of the kinds that the person wants after all.</summary>
    public static Task WantedAgainAsync(
        LeapDb db, long personId, IReadOnlyCollection<string> kinds, DateTime now, CancellationToken cancel)
    {
        var since = now.AddHours(-AgainHours);
        return ReleaseAsync(
            db.Messages.Where(m => m.PersonId == personId && m.LastReason == TryReason.Declined && m.FailedAt >= since
                && kinds.Contains(m.Kind)),
            now,
            cancel);
    }

    /// <summary>
    /// The leased mails without those to addresses that rest, which are held back. A mail that somebody waits for at the screen goes in any
    /// case: it was asked for just now, and it may be what proves that the address works again.
    /// </summary>
    public static async Task<IReadOnlyList<Message>> WithoutRestingAsync(LeapDb db, IReadOnlyList<Message> leased, DateTime now)
    {
        var keys = leased.Where(m => m.Priority > 0).Select(m => RestingAddress.KeyOf(m.ToAddress)).ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return leased;
        }

        var resting = await db.RestingAddresses.AsNoTracking()
            .Where(r => r.LiftedAt == null && keys.Contains(r.Address))
            .ToDictionaryAsync(r => r.Address, StringComparer.Ordinal);
        if (resting.Count == 0)
        {
            return leased;
        }

        var held = leased.Where(m => m.Priority > 0 && resting.ContainsKey(RestingAddress.KeyOf(m.ToAddress))).ToList();
        foreach (var ofAddress in held.GroupBy(m => RestingAddress.KeyOf(m.ToAddress), StringComparer.Ordinal))
        {
            var ids = ofAddress.Select(m => m.Id).ToList();
            var since = resting[ofAddress.Key].SinceAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var reason = $"Not sent: the address rests since {since} ({resting[ofAddress.Key].Cause}).";
            await HoldBackAsync(db.Messages.Where(m => ids.Contains(m.Id)), TryReason.AddressRests, reason, now, CancellationToken.None);
        }

        return [.. leased.Except(held)];
    }

    private static Task<int> HoldBackAsync(
        IQueryable<Message> messages, TryReason why, string reason, DateTime now, CancellationToken cancel) =>
        messages.Where(m => m.SentAt == null && m.FailedAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.FailedAt, now)
                .SetProperty(m => m.LastReason, why)
                .SetProperty(m => m.LastError, reason)
                .SetProperty(m => m.LeaseUntilAt, (DateTime?)null),
            cancel);

    private static Task<int> ReleaseAsync(IQueryable<Message> messages, DateTime now, CancellationToken cancel) =>
        messages.Where(m => m.SentAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.FailedAt, (DateTime?)null)
                .SetProperty(m => m.LastReason, (TryReason?)null)
                .SetProperty(m => m.LastError, (string?)null)
                .SetProperty(m => m.Tries, 0)
                .SetProperty(m => m.DueAt, now),
            cancel);
}
