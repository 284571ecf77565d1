using Leap.Data;
using Leap.Mail;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// Owes one mail each to many people, so few in a transaction that nobody who works beside it waits long. Whoever has a message of the key
/// is passed over, so a run that is repeated or was cut off adds only what is missing (M1). The suspended are told nothing.
/// </summary>
public sealed class Circulars(LeapDb db, Outbox outbox)
{
    public const int BatchPeople = 250;

    /// <summary>The number of PostgreSQL's lock, which no other of ours has.</summary>
    private const long CircularLock = 0x6C656174;

    /// <returns>How many mails are owed now that were not before.</returns>
    public async Task<int> OweAsync<TMail>(IReadOnlyList<Circular<TMail>> all, CancellationToken cancel)
        where TMail : IMail
    {
        var owed = 0;
        foreach (var batch in all.Chunk(BatchPeople))
        {
            owed += await OweBatchAsync(batch, cancel);
        }

        return owed;
    }

    private async Task<int> OweBatchAsync<TMail>(Circular<TMail>[] batch, CancellationToken cancel)
        where TMail : IMail
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await LockAsync(cancel);
        var keys = batch.Select(c => c.Key).ToList();
        var told = await db.Messages.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var untold = batch.Where(c => !told.Contains(c.Key)).ToList();
        if (untold.Count == 0)
        {
            return 0;
        }

        var ids = untold.ConvertAll(c => c.PersonId);
        var people = await db.People.AsNoTracking()
            .Where(p => ids.Contains(p.Id) && p.SuspendedAt == null && p.ErasedAt == null)
            .ToDictionaryAsync(p => p.Id, cancel);
        var owed = untold.Count(
            c => people.TryGetValue(c.PersonId, out var person) && outbox.Owe(c.Write(person), person.ToRecipient(), c.Key) is not null);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return owed;
    }

    /// <summary>Of two runs at once the second waits here and then finds what the first owed.</summary>
    private async Task LockAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CircularLock})", cancel);
        }
    }
}

/// <summary>A mail to one of many.</summary>
/// <param name="Key">The message's, unique to the person and the cause.</param>
public sealed record Circular<TMail>(string Key, long PersonId, Func<Person, TMail> Write)
    where TMail : IMail;
