using System.Security.Cryptography;
using System.Text;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Slows guessing down: after five tries in vain each next one waits longer, up to an hour, and never for good. An account is counted by
/// what was typed, so that one which does not exist answers alike; a network is counted too, more generously, since offices share one.
/// A try counts before it is judged, so that many at once are not all free.
/// </summary>
public sealed class TryLimit(LeapDb db, Calendar calendar)
{
    public const int FreeTries = 5;
    public const int FreeTriesOfNetwork = 100;

    /// <summary>Tries in vain are forgotten when none was added for so long.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private static readonly int[] WaitMinutes = [1, 2, 5, 10, 20, 40, 60];

    /// <param name="IsAllowed">Whether to look at the try at all.</param>
    /// <param name="WaitMinutes">How long to wait: now, when it is not allowed; before the next, should this one be in vain.</param>
    /// <param name="IsFirstLock">Whether this try, should it be in vain, is the one that first makes the account wait.</param>
    public sealed record Turn(bool IsAllowed, int WaitMinutes, bool IsFirstLock);

    /// <param name="account">What is tried: its kind and the address as typed, normalised, or the person's number.</param>
    /// <param name="network">Where from; null where the network is not counted.</param>
    public async Task<Turn> BeginAsync(string account, string? network, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var tries = await LockAsync([KeyOf(account), .. network is null ? [] : (string[])[NetworkKeyOf(network)]], cancel);
        var now = calendar.Now;
        if (tries.Max(t => t.BlockedUntil) is { } until && until > now)
        {
            return new Turn(IsAllowed: false, (int)Math.Ceiling((until - now).TotalMinutes), IsFirstLock: false);
        }

        var wait = Count(tries[0], FreeTries, now);
        if (tries.Count > 1)
        {
            wait = Math.Max(wait, Count(tries[1], FreeTriesOfNetwork, now));
        }

        await write.CommitAsync(cancel);
        return new Turn(IsAllowed: true, wait, tries[0].Count == FreeTries);
    }

    /// <summary>The try of <see cref="BeginAsync"/> was right: the account starts afresh, the network loses this one.</summary>
    public async Task PassAsync(string account, string? network, CancellationToken cancel)
    {
        var key = KeyOf(account);
        await using (var write = await db.BeginWriteAsync(cancel))
        {
            await db.SignInTries.Where(t => t.Key == key).ExecuteDeleteAsync(cancel);
            await write.CommitAsync(cancel);
        }

        if (network is null)
        {
            return;
        }

        // By itself, since two rows at once would have to be locked in everybody's order.
        var networkKey = NetworkKeyOf(network);
        await using var second = await db.BeginWriteAsync(cancel);
        await db.SignInTries.Where(t => t.Key == networkKey && t.Count > 0)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.Count, t => t.Count - 1), cancel);
        await second.CommitAsync(cancel);
    }

    private static int Count(SignInTry tried, int free, DateTime now)
    {
        tried.Count = now - tried.LastAt >= Memory ? 1 : tried.Count + 1;
        tried.LastAt = now;
        if (tried.Count < free)
        {
            tried.BlockedUntil = null;
            return 0;
        }

        var wait = WaitMinutes[Math.Min(tried.Count - free, WaitMinutes.Length - 1)];
        tried.BlockedUntil = now.AddMinutes(wait);
        return wait;
    }

    /// <summary>The rows in the order of the keys that were asked for, locked in an order that is the same for everybody.</summary>
    private async Task<List<SignInTry>> LockAsync(string[] keys, CancellationToken cancel)
    {
        var now = calendar.Now;
        var rows = new Dictionary<string, SignInTry>(StringComparer.Ordinal);
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            // An update that changes nothing locks the row, also one that is being removed at this moment.
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO sign_in_tries (key, count, last_at) VALUES ({key}, 0, {now})
                ON CONFLICT (key) DO UPDATE SET count = sign_in_tries.count
                """,
                cancel);
            rows.Add(key, await db.SignInTries.SingleAsync(t => t.Key == key, cancel));
        }

        return [.. keys.Select(key => rows[key])];
    }

    private static string NetworkKeyOf(string network) => KeyOf("network " + network);

    internal static string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
