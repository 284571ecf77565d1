using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Leap.Ledger;

/// <summary>
/// Posting on SQLite: statements that are compiled once for a connection, and so for the life of the one writer. On PostgreSQL the
/// functions of `PostingFunctions` do the same.
/// </summary>
internal sealed class SqlitePosting
{
    private static readonly ConditionalWeakTable<DbConnection, SqlitePosting> OfConnection = [];

    private readonly DbConnection connection;
    private readonly Dictionary<int, SqliteStatement> insertPostings = [];
    private readonly SqliteStatement lastId;
    private readonly SqliteStatement closedUntil;
    private readonly SqliteStatement insertEntry;
    private readonly SqliteStatement findEntry;
    private readonly SqliteStatement addToAccount;
    private readonly SqliteStatement findDebt;
    private readonly SqliteLots lots;
    private DbTransaction? transaction;
    private long lastEntryId;
    private DateOnly closedUntilOn;

    private SqlitePosting(DbConnection connection)
    {
        this.connection = connection;
        lastId = new(connection, "SELECT MAX(id) FROM entries");
        closedUntil = new(connection, "SELECT MAX(until_on) FROM closings");
        insertEntry = new(
            connection,
            """
            INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9) ON CONFLICT (key) DO NOTHING
            """,
            9);
        findEntry = new(connection, "SELECT id, content_hash, expires_on FROM entries WHERE key = @1", 1);
        addToAccount = new(
            connection,
            """
            INSERT INTO accounts (id, kind, owner_id, points) VALUES (@1, @2, @3, @4)
            ON CONFLICT (id) DO UPDATE SET points = points + excluded.points RETURNING points
            """,
            4);
        findDebt = new(connection, "SELECT -points FROM accounts WHERE id = @1 AND points < 0", 1);
        lots = new SqliteLots(connection);
    }

    public static SqlitePosting On(DbTransaction transaction)
    {
        var posting = OfConnection.GetValue(transaction.Connection!, static connection => new SqlitePosting(connection));
        posting.transaction = transaction;
        return posting;
    }

    public Posted[] Post(IReadOnlyList<NewEntry> entries, Booking booking)
    {
        lastEntryId = lastId.Scalar(transaction!) is long id ? id : 0;
        closedUntilOn = closedUntil.Scalar(transaction!) is string day
            ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : DateOnly.MinValue;
        var posted = new Posted[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            posted[i] = PostOne(entries[i], booking);
        }

        return posted;
    }

    private Posted PostOne(NewEntry entry, Booking booking)
    {
        var entryId = lastEntryId + 1;
        var content = entry.ContentHash();
        insertEntry.Set(1, entryId).Set(2, entry.Key).Set(3, KindNames.Of(entry.Kind)).Set(4, entry.EffectiveOn).Set(5, booking.At)
            .Set(6, entry.Cause).Set(7, entry.CorrectsId).Set(8, content).Set(9, entry.ExpiresOn);
        if (insertEntry.Run(transaction!) == 0)
        {
            return new Posted(Find(entry, content), WasThere: true);
        }

        lastEntryId = entryId;
        if (entry.EffectiveOn <= closedUntilOn)
        {
            throw new LedgerException(
                Journal.Refusal.EffectiveInClosedPeriod, $"{entry.Key}: {entry.EffectiveOn:O} is in a closed period.");
        }

        InsertPostings(entryId, entry.Legs);
        foreach (var leg in entry.Legs)
        {
            AddToAccount(entry.Key, leg);
            if (leg.Account.Kind == AccountKind.Available)
            {
                lots.Move(transaction!, entryId, entry, leg, booking.Today);
            }
        }

        foreach (var leg in entry.Legs)
        {
            if (leg is { Points: > 0, Account.Kind: AccountKind.Available } && entry.ReturnsEntryId is null && Debt(leg) is { } debt)
            {
                PostOne(DebtRepayment.Of(entry, leg, entryId, debt, booking), booking);
            }
        }

        return new Posted(entryId, WasThere: false);
    }

    /// <summary>The last day is content too; it is no part of the hash, and entries from before it was kept have none.</summary>
    private long Find(NewEntry entry, byte[] content)
    {
        findEntry.Set(1, entry.Key);
        using var reader = findEntry.Read(transaction!);
        reader.Read();
        return reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(content)
            && (reader.IsDBNull(2) || reader.GetFieldValue<DateOnly>(2) == entry.ExpiresOn)
            ? reader.GetInt64(0)
            : throw new LedgerException(Journal.Refusal.KeyUsedOtherwise, $"{entry.Key}: the key was used before with other content.");
    }

    private void InsertPostings(long entryId, IReadOnlyList<Leg> legs)
    {
        if (!insertPostings.TryGetValue(legs.Count, out var insert))
        {
            var rows = Enumerable.Range(0, legs.Count)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"(@1, {i + 1}, @{(2 * i) + 2}, @{(2 * i) + 3})"));
            insert = new(
                connection,
                $"INSERT INTO postings (entry_id, line, account_id, points) VALUES {string.Join(", ", rows)}",
                1 + (2 * legs.Count));
            insertPostings.Add(legs.Count, insert);
        }

        insert.Set(1, entryId);
        for (var i = 0; i < legs.Count; i++)
        {
            insert.Set((2 * i) + 2, legs[i].Account.Id).Set((2 * i) + 3, legs[i].Points);
        }

        insert.Run(transaction!);
    }

    private void AddToAccount(string key, Leg leg)
    {
        var account = leg.Account;
        if (!account.HasStoredBalance)
        {
            return;
        }

        addToAccount.Set(1, account.Id).Set(2, KindNames.Of(account.Kind)).Set(3, account.OwnerId).Set(4, leg.Points);
        if (leg.Points > 0 ? !account.HasCeiling : !account.HasFloor)
        {
            addToAccount.Run(transaction!);
            return;
        }

        var balance = (long)addToAccount.Scalar(transaction!)!;
        if (balance > 0 && account.HasCeiling)
        {
            throw new LedgerException(Journal.Refusal.MoreThanOwed, $"{key}: {account} would rise to {balance} points.");
        }

        if (balance < 0 && account.HasFloor)
        {
            throw new LedgerException(Journal.Refusal.NotEnoughPoints, $"{key}: {account} would fall to {balance} points.");
        }
    }

    /// <summary>What the owner of an account owes; null: nothing.</summary>
    private long? Debt(Leg leg)
    {
        findDebt.Set(1, AccountRef.Debt(leg.Account.OwnerId).Id);
        return findDebt.Scalar(transaction!) as long?;
    }
}
