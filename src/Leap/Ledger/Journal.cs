using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Ledger;

/// <summary>
/// Posts entries inside the caller's transaction with prepared commands on EF's own connection; one entry or thousands in one call.
/// Entries get consecutive ids and are chained, so posting is serial: by SQLite's one writer, on PostgreSQL by an advisory lock that
/// the transaction holds to its end.
/// </summary>
public sealed class Journal(LeapDb db, Calendar calendar)
{
    private const long ChainLock = 0x6C656170;

    /// <summary>
    /// A key that is there already answers with the first entry and writes nothing (L2).
    /// Throws <see cref="LedgerException"/> when an entry breaks an invariant: unbalanced, overdrawn, or a key with other content.
    /// </summary>
    public async Task<IReadOnlyList<Posted>> PostAsync(IReadOnlyList<NewEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Posting needs the operation's transaction: LeapDb.BeginWriteAsync.");
        await LockAsync(cancel);
        await using var commands = new JournalCommands(transaction);
        var head = await commands.HeadAsync(cancel);
        var bookedAt = calendar.Now;
        var posted = new Posted[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            (posted[i], head) = await PostOneAsync(commands, entries[i], head, bookedAt, cancel);
        }

        return posted;
    }

    /// <summary>Makes this transaction the only one that posts until it ends; SQLite's write transaction is that by itself.</summary>
    public async Task LockAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChainLock})", cancel);
        }
    }

    /// <summary>
    /// The stored balance; on PostgreSQL its row stays locked until the transaction ends, so that what is checked stays true.
    /// </summary>
    public async Task<long> LockBalanceAsync(AccountRef account, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM accounts WHERE id = {account.Id} FOR UPDATE", cancel);
        }

        return await db.Accounts.AsNoTracking().Where(a => a.Id == account.Id).Select(a => a.Points).FirstOrDefaultAsync(cancel) ?? 0;
    }

    public Task<bool> IsPostedAsync(string key, CancellationToken cancel) => db.Entries.AnyAsync(e => e.Key == key, cancel);

    private static async Task<(Posted Posted, Head Head)> PostOneAsync(
        JournalCommands commands, NewEntry entry, Head head, DateTime bookedAt, CancellationToken cancel)
    {
        entry.Check();
        var content = entry.ContentHash();
        var next = new Head(head.EntryId + 1, Chain.Next(head.Hash, content, bookedAt));
        if (!await commands.InsertEntryAsync(next.EntryId, entry, bookedAt, content, next.Hash, cancel))
        {
            return (await commands.FindAsync(entry.Key, content, cancel), head);
        }

        for (var i = 0; i < entry.Legs.Count; i++)
        {
            var leg = entry.Legs[i];
            await commands.InsertPostingAsync(next.EntryId, i + 1, leg, cancel);
            var balance = await commands.AddToAccountAsync(leg, cancel);
            if (leg.Account.HasFloor && balance < 0)
            {
                throw new LedgerException($"{entry.Key}: {leg.Account} would fall to {balance} points.");
            }

            await MoveLotsAsync(commands, next.EntryId, entry, leg, cancel);
        }

        return (new Posted(next.EntryId, WasThere: false), next);
    }

    private static async Task MoveLotsAsync(JournalCommands commands, long entryId, NewEntry entry, Leg leg, CancellationToken cancel)
    {
        if (leg.Account.Kind != AccountKind.Available)
        {
            return;
        }

        if (leg.Points > 0)
        {
            await commands.InsertLotAsync(entryId, leg, entry.EffectiveOn, entry.ExpiresOn!.Value, cancel);
            return;
        }

        var wanted = -leg.Points;
        foreach (var lot in await commands.OpenLotsAsync(leg.Account, entry, cancel))
        {
            var taken = Math.Min(wanted, lot.Remaining);
            await commands.TakeFromLotAsync(entryId, lot.Id, taken, cancel);
            wanted -= taken;
            if (wanted == 0)
            {
                return;
            }
        }

        throw new LedgerException($"{entry.Key}: {wanted} points of {leg.Account} are in no open lot.");
    }
}

internal readonly record struct Head(long EntryId, byte[] Hash);

internal readonly record struct OpenLot(long Id, long Remaining);
