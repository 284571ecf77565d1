using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Leap.Ledger;

/// <summary>Posting on PostgreSQL: one call of a function for each entry, all of a batch by one statement.</summary>
internal static class PostgresPosting
{
    private const string Post =
        "SELECT entry_id, was_there, is_owing FROM post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    /// <summary>Entries as columns; the legs of all follow each other, and each entry knows its first and its last.</summary>
    private const string PostMany =
        """
        SELECT p.entry_id, p.was_there, p.is_owing, e.number
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WITH ORDINALITY
            AS e (key, kind, effective_on, cause, corrects, content, expires_on, lot, preferred, taker, first_leg, last_leg, number)
        CROSS JOIN LATERAL post_entry(
            e.key, e.kind, e.effective_on, $13, $14, e.cause, e.corrects, e.content, e.expires_on, e.lot, e.preferred, e.taker,
            ($15)[e.first_leg:e.last_leg], ($16)[e.first_leg:e.last_leg], ($17)[e.first_leg:e.last_leg],
            ($18)[e.first_leg:e.last_leg]) p
        """;

    public static async Task<Booked[]> PostAsync(
        DbTransaction transaction, IReadOnlyList<NewEntry> entries, BookingTime now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);
        var isOne = entries.Count == 1;
        if (!isOne)
        {
            batch.BatchCommands.Add(LockAccounts(entries));
        }

        batch.BatchCommands.Add(isOne ? ToCommand(entries[0], now) : ToCommand(entries, now));
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            if (!isOne)
            {
                await reader.NextResultAsync(cancel);
            }

            var booked = new Booked[entries.Count];
            while (await reader.ReadAsync(cancel))
            {
                booked[isOne ? 0 : reader.GetInt64(3) - 1] = new Booked(reader.GetInt64(0), reader.GetBoolean(1), reader.GetBoolean(2));
            }

            return booked;
        }
        catch (PostgresException e) when (RefusalOf(e.SqlState) is { } refusal)
        {
            throw new LedgerException(refusal, e.MessageText);
        }
    }

    private static Journal.Refusal? RefusalOf(string sqlState) => sqlState switch
    {
        "LP001" => Journal.Refusal.KeyUsedOtherwise,
        "LP002" => Journal.Refusal.NotEnoughPoints,
        "LP003" => Journal.Refusal.EffectiveInClosedPeriod,
        "LP004" => Journal.Refusal.NotTakenByThat,
        "LP005" => Journal.Refusal.MoreThanOwed,
        _ => null,
    };

    /// <summary>A batch locks what it will touch in the order of ids, so that two batches can't wait for each other.</summary>
    private static NpgsqlBatchCommand LockAccounts(IReadOnlyList<NewEntry> entries)
    {
        var ids = entries.SelectMany(e => e.Legs).Select(l => l.Account).Where(a => a.HasStoredBalance).Select(a => a.Id).Distinct();
        return new("SELECT lock_accounts($1)") { Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. ids] } } };
    }

    private static NpgsqlBatchCommand ToCommand(NewEntry entry, BookingTime now) => new(Post)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = entry.Key },
            new NpgsqlParameter<string> { TypedValue = KindNames.Of(entry.Kind) },
            new NpgsqlParameter<DateOnly> { TypedValue = entry.EffectiveOn },
            new NpgsqlParameter<DateTime> { TypedValue = now.At },
            new NpgsqlParameter<DateOnly> { TypedValue = now.Today },
            new NpgsqlParameter<string> { TypedValue = entry.Cause },
            Nullable(entry.CorrectsId, NpgsqlDbType.Bigint),
            new NpgsqlParameter<byte[]> { TypedValue = entry.ContentHash() },
            Nullable(entry.ExpiresOn, NpgsqlDbType.Date),
            Nullable(entry.FromLotId, NpgsqlDbType.Bigint),
            Nullable(entry.PreferredLotEntryId, NpgsqlDbType.Bigint),
            Nullable(entry.ReturnsEntryId, NpgsqlDbType.Bigint),
            new NpgsqlParameter<long[]> { TypedValue = [.. entry.Legs.Select(l => l.Account.Id)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. entry.Legs.Select(l => KindNames.Of(l.Account.Kind))] },
            new NpgsqlParameter<long[]> { TypedValue = [.. entry.Legs.Select(l => l.Points)] },
            new NpgsqlParameter<int[]> { TypedValue = Order(entry.Legs) },
        },
    };

    /// <summary>The legs' numbers, from 1, by ascending account: the order in which rows are locked.</summary>
    private static int[] Order(IReadOnlyList<Leg> legs) =>
        [.. Enumerable.Range(1, legs.Count).OrderBy(n => legs[n - 1].Account.Id)];

    private static NpgsqlBatchCommand ToCommand(IReadOnlyList<NewEntry> entries, BookingTime now)
    {
        var legs = entries.SelectMany(e => e.Legs).ToList();
        var last = 0;
        var lastLegs = entries.Select(e => last += e.Legs.Count).ToArray();
        return new NpgsqlBatchCommand(PostMany)
        {
            Parameters =
            {
                Each(entries, e => e.Key),
                Each(entries, e => KindNames.Of(e.Kind)),
                Each(entries, e => e.EffectiveOn),
                Each(entries, e => e.Cause),
                Each(entries, e => e.CorrectsId),
                Each(entries, e => e.ContentHash()),
                Each(entries, e => e.ExpiresOn),
                Each(entries, e => e.FromLotId),
                Each(entries, e => e.PreferredLotEntryId),
                Each(entries, e => e.ReturnsEntryId),
                Each(lastLegs.Zip(entries), pair => pair.First - pair.Second.Legs.Count + 1),
                Each(lastLegs, leg => leg),
                new NpgsqlParameter<DateTime> { TypedValue = now.At },
                new NpgsqlParameter<DateOnly> { TypedValue = now.Today },
                Each(legs, l => l.Account.Id),
                Each(legs, l => KindNames.Of(l.Account.Kind)),
                Each(legs, l => l.Points),
                Each(entries.SelectMany(e => Order(e.Legs)), n => n),
            },
        };
    }

    private static NpgsqlParameter<TValue[]> Each<T, TValue>(IEnumerable<T> rows, Func<T, TValue> value) =>
        new() { TypedValue = [.. rows.Select(value)] };

    private static NpgsqlParameter Nullable<T>(T? value, NpgsqlDbType type)
        where T : struct => new() { NpgsqlDbType = type, Value = value is { } some ? some : DBNull.Value };
}
