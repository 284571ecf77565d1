using System.Data.Common;
using System.Globalization;

namespace Leap.Ledger;

/// <summary>The statements of posting, prepared once for a batch. The same SQL serves SQLite and PostgreSQL.</summary>
internal sealed class JournalCommands : IAsyncDisposable
{
    private readonly DbTransaction transaction;
    private readonly List<DbCommand> prepared = [];
    private readonly HashSet<long> programmeAccounts = [];
    private readonly DbCommand insertEntry;
    private readonly DbCommand insertPosting;
    private readonly DbCommand addToAccount;
    private readonly DbCommand insertLot;
    private readonly DbCommand openLots;
    private readonly DbCommand takeFromLot;
    private readonly DbCommand insertAllocation;

    public JournalCommands(DbTransaction transaction)
    {
        this.transaction = transaction;
        insertEntry = Prepare(
            """
            INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, chain_hash)
            VALUES (@id, @key, @kind, @effective_on, @booked_at, @cause, @corrects_id, @content_hash, @chain_hash)
            ON CONFLICT (key) DO NOTHING
            """,
            "id", "key", "kind", "effective_on", "booked_at", "cause", "corrects_id", "content_hash", "chain_hash");
        insertPosting = Prepare(
            "INSERT INTO postings (entry_id, line, account_id, points) VALUES (@entry_id, @line, @account_id, @points)",
            "entry_id", "line", "account_id", "points");
        addToAccount = Prepare(
            """
            INSERT INTO accounts (id, kind, owner_id, points) VALUES (@id, @kind, @owner_id, @points)
            ON CONFLICT (id) DO UPDATE SET points = accounts.points + excluded.points RETURNING points
            """,
            "id", "kind", "owner_id", "points");
        insertLot = Prepare(
            """
            INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining)
            VALUES (@account_id, @entry_id, @opened_on, @expires_on, @points, @points)
            """,
            "account_id", "entry_id", "opened_on", "expires_on", "points");
        openLots = Prepare(
            """
            SELECT id, remaining FROM lots
            WHERE account_id = @account_id AND remaining > 0 AND (@lot_id = 0 OR id = @lot_id)
            ORDER BY CASE WHEN entry_id = @preferred THEN 0 ELSE 1 END, expires_on, opened_on, id
            """,
            "account_id", "lot_id", "preferred");
        takeFromLot = Prepare("UPDATE lots SET remaining = remaining - @points WHERE id = @id", "points", "id");
        insertAllocation = Prepare(
            "INSERT INTO allocations (entry_id, lot_id, points) VALUES (@entry_id, @lot_id, @points)", "entry_id", "lot_id", "points");
    }

    public async Task<Head> HeadAsync(CancellationToken cancel)
    {
        await using var command = Prepare("SELECT id, chain_hash FROM entries ORDER BY id DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new Head(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : new Head(0, Chain.Start);
    }

    /// <summary>False when the key is there already.</summary>
    public async Task<bool> InsertEntryAsync(
        long id, NewEntry entry, DateTime bookedAt, byte[] content, byte[] chain, CancellationToken cancel)
    {
        Set(insertEntry, id, entry.Key, entry.Kind.ToString(), entry.EffectiveOn, bookedAt, entry.Cause, entry.CorrectsId, content, chain);
        return await insertEntry.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task<Posted> FindAsync(string key, byte[] content, CancellationToken cancel)
    {
        await using var command = Prepare("SELECT id, content_hash FROM entries WHERE key = @key", "key");
        Set(command, key);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(content)
            ? new Posted(reader.GetInt64(0), WasThere: true)
            : throw new LedgerException($"{key}: the key was used before with other content.");
    }

    public Task InsertPostingAsync(long entryId, int line, Leg leg, CancellationToken cancel)
    {
        Set(insertPosting, entryId, line, leg.Account.Id, leg.Points);
        return insertPosting.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The new stored balance; null for an account of the programme, which keeps none.</summary>
    public async Task<long?> AddToAccountAsync(Leg leg, CancellationToken cancel)
    {
        var account = leg.Account;
        Set(addToAccount, account.Id, account.Kind.ToString(), account.OwnerId, account.HasStoredBalance ? leg.Points : null);
        return account.HasStoredBalance
            ? Convert.ToInt64(await addToAccount.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture)
            : await EnsureProgrammeAccountAsync(cancel);
    }

    public Task InsertLotAsync(long entryId, Leg leg, DateOnly openedOn, DateOnly expiresOn, CancellationToken cancel)
    {
        Set(insertLot, leg.Account.Id, entryId, openedOn, expiresOn, leg.Points);
        return insertLot.ExecuteNonQueryAsync(cancel);
    }

    public async Task<List<OpenLot>> OpenLotsAsync(AccountRef account, NewEntry entry, CancellationToken cancel)
    {
        Set(openLots, account.Id, entry.FromLotId ?? 0, entry.PreferredLotEntryId ?? 0);
        await using var reader = await openLots.ExecuteReaderAsync(cancel);
        var lots = new List<OpenLot>();
        while (await reader.ReadAsync(cancel))
        {
            lots.Add(new OpenLot(reader.GetInt64(0), reader.GetInt64(1)));
        }

        return lots;
    }

    public async Task TakeFromLotAsync(long entryId, long lotId, long points, CancellationToken cancel)
    {
        Set(takeFromLot, points, lotId);
        await takeFromLot.ExecuteNonQueryAsync(cancel);
        Set(insertAllocation, entryId, lotId, points);
        await insertAllocation.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in prepared)
        {
            await command.DisposeAsync();
        }
    }

    private async Task<long?> EnsureProgrammeAccountAsync(CancellationToken cancel)
    {
        if (!programmeAccounts.Add((long)addToAccount.Parameters[0].Value!))
        {
            return null;
        }

        await addToAccount.ExecuteNonQueryAsync(cancel);
        return null;
    }

    private DbCommand Prepare(string sql, params ReadOnlySpan<string> names)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        prepared.Add(command);
        return command;
    }

    private static void Set(DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
