using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Leap.Ledger;

/// <summary>Posting on PostgreSQL: one call of a function for each entry, all of a batch in one round trip.</summary>
internal static class PostgresPosting
{
    private const string Post =
        "SELECT entry_id, was_there, is_owing FROM post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

    public static async Task<Booked[]> PostAsync(
        DbTransaction transaction, IReadOnlyList<NewEntry> entries, BookingTime now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);
        if (entries.Count > 1)
        {
            batch.BatchCommands.Add(LockAccounts(entries));
        }

        foreach (var entry in entries)
        {
            batch.BatchCommands.Add(ToCommand(entry, now));
        }

        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            if (entries.Count > 1)
            {
                await reader.NextResultAsync(cancel);
            }

            var booked = new Booked[entries.Count];
            for (var i = 0; i < booked.Length; i++)
            {
                await reader.ReadAsync(cancel);
                booked[i] = new Booked(reader.GetInt64(0), reader.GetBoolean(1), reader.GetBoolean(2));
                await reader.NextResultAsync(cancel);
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
        },
    };

    private static NpgsqlParameter Nullable<T>(T? value, NpgsqlDbType type)
        where T : struct => new() { NpgsqlDbType = type, Value = value is { } some ? some : DBNull.Value };
}
