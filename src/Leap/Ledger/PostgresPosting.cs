using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Leap.Ledger;

/// <summary>Posting on PostgreSQL: one call of a function for each entry, all of a batch by one statement.</summary>
internal static class PostgresPosting
{
    private const string Post =
        """
        SELECT entry_id, was_there, 1::bigint
        FROM post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    private const string PostMany =
        """
        SELECT entry_id, was_there, number
        FROM post_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        """;

    /// <summary>What `post_entry` does for points that come from the programme to one account, in one step.</summary>
    private const string Arrive =
        """
        WITH entry AS (
            INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on)
            SELECT nextval('entry_ids'), $1, $2, $3, $4, $5, $6, $7, $8
            WHERE may_arrive($3, $11, $9)
            ON CONFLICT (key) DO NOTHING RETURNING id),
        legs AS (
            INSERT INTO postings (entry_id, line, account_id, points)
            SELECT id, l.line, l.account_id, l.points FROM entry, (VALUES (1, $10, -$13), (2, $11, $13)) AS l (line, account_id, points)),
        balance AS (
            INSERT INTO accounts (id, kind, owner_id, points) SELECT $11, $12, $11 >> 4, $13 FROM entry
            ON CONFLICT (id) DO UPDATE SET points = accounts.points + excluded.points),
        opened AS (
            INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining)
            SELECT $11, id, $3, $8, $13, $13 FROM entry WHERE $12 = 'Available')
        SELECT id FROM entry
        """;

    /// <summary>Whether <see cref="TryArriveAsync"/> knows what to do.</summary>
    public static bool IsArrival(NewEntry entry) =>
        entry.Legs is [{ Account.IsProgrammes: true }, { Points: > 0, Account: { IsProgrammes: false, Kind: not AccountKind.Debt } }]
        && entry.ReturnsEntryId is null;

    /// <summary>
    /// Null, and nothing written, when the key is there already, the period is closed or the person owes: <see cref="PostAsync"/> sorts
    /// these out.
    /// </summary>
    public static async Task<Posted?> TryArriveAsync(
        DbConnection connection, NewEntry entry, Booking booking, CancellationToken cancel)
    {
        var target = entry.Legs[1].Account;
        await using var command = new NpgsqlCommand(Arrive, (NpgsqlConnection)connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = entry.Key },
                new NpgsqlParameter<string> { TypedValue = KindNames.Of(entry.Kind) },
                new NpgsqlParameter<DateOnly> { TypedValue = entry.EffectiveOn },
                new NpgsqlParameter<DateTime> { TypedValue = booking.At },
                new NpgsqlParameter<string> { TypedValue = entry.Cause },
                Nullable(entry.CorrectsId, NpgsqlDbType.Bigint),
                new NpgsqlParameter<byte[]> { TypedValue = entry.ContentHash() },
                Nullable(entry.ExpiresOn, NpgsqlDbType.Date),
                new NpgsqlParameter<long>
                {
                    TypedValue = target.Kind == AccountKind.Available ? AccountRef.Debt(target.OwnerId).Id : 0,
                },
                new NpgsqlParameter<long> { TypedValue = entry.Legs[0].Account.Id },
                new NpgsqlParameter<long> { TypedValue = target.Id },
                new NpgsqlParameter<string> { TypedValue = KindNames.Of(target.Kind) },
                new NpgsqlParameter<long> { TypedValue = entry.Legs[1].Points },
            },
        };
        return await command.ExecuteScalarAsync(cancel) is long id ? new Posted(id, WasThere: false) : null;
    }

    /// <param name="commits">Whether the transaction ends with it: the commit goes along, without a round trip of its own.</param>
    public static async Task<Posted[]> PostAsync(
        DbConnection connection, IReadOnlyList<NewEntry> entries, Booking booking, bool commits, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        batch.BatchCommands.Add(entries.Count == 1 ? ToCommand(entries[0], booking) : ToCommand(entries, booking));
        if (commits)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        try
        {
            var posted = new Posted[entries.Count];
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                posted[reader.GetInt64(2) - 1] = new Posted(reader.GetInt64(0), reader.GetBoolean(1));
            }

            await reader.NextResultAsync(cancel);
            return posted;
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

    private static NpgsqlBatchCommand ToCommand(NewEntry entry, Booking booking) => new(Post)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = entry.Key },
            new NpgsqlParameter<string> { TypedValue = KindNames.Of(entry.Kind) },
            new NpgsqlParameter<DateOnly> { TypedValue = entry.EffectiveOn },
            new NpgsqlParameter<DateTime> { TypedValue = booking.At },
            new NpgsqlParameter<DateOnly> { TypedValue = booking.Today },
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
            new NpgsqlParameter<int> { TypedValue = booking.RepaymentPercent },
        },
    };

    /// <summary>The legs' numbers, from 1, by ascending account: the order in which rows are locked.</summary>
    private static int[] Order(IReadOnlyList<Leg> legs) =>
        [.. Enumerable.Range(1, legs.Count).OrderBy(n => legs[n - 1].Account.Id)];

    /// <summary>Whether an entry neither takes from lots nor gives back to them nor touches a debt.</summary>
    private static bool IsPlain(NewEntry entry) => entry.ReturnsEntryId is null && entry.Legs.All(
        l => l.Account.Kind != AccountKind.Debt && (l.Account.Kind != AccountKind.Available || l.Points > 0));

    private static NpgsqlBatchCommand ToCommand(IReadOnlyList<NewEntry> entries, Booking booking)
    {
        var legs = entries.SelectMany(e => e.Legs).ToList();
        var last = 0;
        var lastLegs = entries.Select(e => last += e.Legs.Count).ToArray();
        return new NpgsqlBatchCommand(PostMany)
        {
            Parameters =
            {
                new NpgsqlParameter<bool> { TypedValue = entries.All(IsPlain) },
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
                new NpgsqlParameter<DateTime> { TypedValue = booking.At },
                new NpgsqlParameter<DateOnly> { TypedValue = booking.Today },
                Each(legs, l => l.Account.Id),
                Each(legs, l => KindNames.Of(l.Account.Kind)),
                Each(legs, l => l.Points),
                Each(entries.SelectMany(e => Order(e.Legs)), n => n),
                Each(entries.SelectMany((e, index) => e.Legs.Select(_ => index + 1)), n => n),
                Each(entries.SelectMany(e => Enumerable.Range(1, e.Legs.Count)), n => n),
                new NpgsqlParameter<int> { TypedValue = booking.RepaymentPercent },
            },
        };
    }

    private static NpgsqlParameter<TValue[]> Each<T, TValue>(IEnumerable<T> rows, Func<T, TValue> value) =>
        new() { TypedValue = [.. rows.Select(value)] };

    private static NpgsqlParameter Nullable<T>(T? value, NpgsqlDbType type)
        where T : struct => new() { NpgsqlDbType = type, Value = value is { } some ? some : DBNull.Value };
}
