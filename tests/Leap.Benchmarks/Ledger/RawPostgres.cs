using Leap.Ledger;
using Npgsql;

namespace Leap.Benchmarks.Ledger;

/// <summary>
/// The rows of an earning by one prepared statement, which is the fewest round trips there can be: no checks, no look for debts, the id
/// counted in memory. A batch is sent whole and answered once.
/// </summary>
internal sealed class RawPostgres : IAsyncDisposable
{
    private const string Post =
        """
        WITH entry AS (
            INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on)
            VALUES ($1, $2, 'Earned', $3, $4, 'benchmark', NULL, $5, $6) ON CONFLICT (key) DO NOTHING RETURNING id),
        legs AS (
            INSERT INTO postings (entry_id, line, account_id, points)
            SELECT id, l.line, l.account_id, l.points FROM entry, (VALUES (1, 0, -$8), (2, $7, $8)) AS l (line, account_id, points)),
        balance AS (
            INSERT INTO accounts (id, kind, owner_id, points) SELECT $7, 'Available', $7 >> 4, $8 FROM entry
            ON CONFLICT (id) DO UPDATE SET points = accounts.points + excluded.points)
        INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining) SELECT $7, id, $3, $6, $8, $8 FROM entry
        """;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand one;
    private readonly byte[] hash = new byte[32];
    private NpgsqlBatch? batch;

    private RawPostgres(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        this.source = source;
        this.connection = connection;
        one = new NpgsqlCommand(Post, connection);
        AddParameters(one.Parameters);
    }

    public static async Task<RawPostgres> OpenAsync(Books books)
    {
        var own = NpgsqlDataSource.Create(books.Settings.ConnectionString);
        var raw = new RawPostgres(own, await own.OpenConnectionAsync());
        await raw.one.PrepareAsync();
        return raw;
    }

    public async Task PostOneAsync(Earnings earnings)
    {
        Set(one.Parameters, earnings);
        await one.ExecuteNonQueryAsync();
    }

    public async Task PostAsync(Earnings earnings, int count)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        batch ??= await PrepareAsync(count);
        batch.Transaction = transaction;
        foreach (NpgsqlBatchCommand command in batch.BatchCommands)
        {
            Set(command.Parameters, earnings);
        }

        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task<NpgsqlBatch> PrepareAsync(int count)
    {
        var made = new NpgsqlBatch(connection);
        for (var i = 0; i < count; i++)
        {
            var command = new NpgsqlBatchCommand(Post);
            AddParameters(command.Parameters);
            made.BatchCommands.Add(command);
        }

        await made.PrepareAsync();
        return made;
    }

    private static void AddParameters(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<long>());
        parameters.Add(new NpgsqlParameter<string>());
        parameters.Add(new NpgsqlParameter<DateOnly>());
        parameters.Add(new NpgsqlParameter<DateTime>());
        parameters.Add(new NpgsqlParameter<byte[]>());
        parameters.Add(new NpgsqlParameter<DateOnly>());
        parameters.Add(new NpgsqlParameter<long>());
        parameters.Add(new NpgsqlParameter<long>());
    }

    private void Set(NpgsqlParameterCollection parameters, Earnings earnings)
    {
        var number = earnings.NextNumber();
        Parameter<long>(0).TypedValue = number;
        Parameter<string>(1).TypedValue = Earnings.KeyOf(number);
        Parameter<DateOnly>(2).TypedValue = earnings.Today;
        Parameter<DateTime>(3).TypedValue = Earnings.Now;
        Parameter<byte[]>(4).TypedValue = hash;
        Parameter<DateOnly>(5).TypedValue = earnings.ExpiresOn;
        Parameter<long>(6).TypedValue = AccountRef.Available(earnings.PersonOf(number)).Id;
        Parameter<long>(7).TypedValue = Earnings.Points;

        NpgsqlParameter<T> Parameter<T>(int index) => (NpgsqlParameter<T>)parameters[index];
    }
}
