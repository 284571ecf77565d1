using System.Globalization;
using Npgsql;

namespace Leap.Benchmarks.Ledger;

/// <summary>
/// The way of pgledger, a ledger in PostgreSQL functions, rebuilt from its public description: a transfer locks both accounts in order,
/// changes both balances, and writes the transfer and an entry for each account with the balance before and after. It has no idempotency
/// key, lots or expiry. All transfers here come from one account, as points come from the programme.
/// </summary>
internal sealed class PgLedger : IAsyncDisposable
{
    private const string Schema =
        """
        CREATE TABLE pg_accounts (
            id bigint PRIMARY KEY, name text NOT NULL, currency text NOT NULL, balance numeric NOT NULL DEFAULT 0,
            version bigint NOT NULL DEFAULT 0, updated_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE pg_transfers (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, from_id bigint NOT NULL REFERENCES pg_accounts,
            to_id bigint NOT NULL REFERENCES pg_accounts, amount numeric NOT NULL CHECK (amount > 0),
            created_at timestamptz NOT NULL DEFAULT now(), event_at timestamptz NOT NULL);
        CREATE INDEX ON pg_transfers (from_id);
        CREATE INDEX ON pg_transfers (to_id);
        CREATE TABLE pg_entries (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account_id bigint NOT NULL REFERENCES pg_accounts,
            transfer_id bigint NOT NULL REFERENCES pg_transfers, amount numeric NOT NULL, balance_before numeric NOT NULL,
            balance_after numeric NOT NULL, account_version bigint NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
        CREATE INDEX ON pg_entries (account_id);
        CREATE INDEX ON pg_entries (transfer_id);
        CREATE FUNCTION pg_transfer(p_from bigint, p_to bigint, p_amount numeric) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            payer pg_accounts;
            payee pg_accounts;
            transfer bigint;
        BEGIN
            PERFORM 1 FROM pg_accounts WHERE id IN (p_from, p_to) ORDER BY id FOR UPDATE;
            UPDATE pg_accounts SET balance = balance - p_amount, version = version + 1, updated_at = now()
            WHERE id = p_from RETURNING * INTO payer;
            UPDATE pg_accounts SET balance = balance + p_amount, version = version + 1, updated_at = now()
            WHERE id = p_to RETURNING * INTO payee;
            INSERT INTO pg_transfers (from_id, to_id, amount, event_at) VALUES (p_from, p_to, p_amount, now()) RETURNING id INTO transfer;
            INSERT INTO pg_entries (account_id, transfer_id, amount, balance_before, balance_after, account_version)
            VALUES (p_from, transfer, -p_amount, payer.balance + p_amount, payer.balance, payer.version),
                   (p_to, transfer, p_amount, payee.balance - p_amount, payee.balance, payee.version);
            RETURN transfer;
        END $$;
        """;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand transfer;

    private PgLedger(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        this.source = source;
        transfer = new NpgsqlCommand("SELECT pg_transfer(0, $1, $2)", connection)
        {
            Parameters = { new NpgsqlParameter<long>(), new NpgsqlParameter<decimal> { TypedValue = Earnings.Points } },
        };
    }

    /// <summary>Makes the tables and answers with a connection for each client.</summary>
    public static async Task<PgLedger[]> OpenAsync(Books books, int people, int clients)
    {
        await using (var setup = NpgsqlDataSource.Create(books.Settings.ConnectionString))
        {
            var accounts = string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO pg_accounts (id, name, currency) SELECT n, 'account ' || n, 'points' FROM generate_series(0, {people}) n");
            foreach (var sql in (string[])[Schema, accounts])
            {
                await using var command = setup.CreateCommand(sql);
                await command.ExecuteNonQueryAsync();
            }
        }

        var opened = new PgLedger[clients];
        for (var i = 0; i < clients; i++)
        {
            var own = NpgsqlDataSource.Create(books.Settings.ConnectionString);
            opened[i] = new PgLedger(own, await own.OpenConnectionAsync());
            await opened[i].transfer.PrepareAsync();
        }

        return opened;
    }

    public async Task PostAsync(Earnings earnings)
    {
        ((NpgsqlParameter<long>)transfer.Parameters[0]).TypedValue = earnings.PersonOf(earnings.NextNumber());
        await transfer.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await transfer.Connection!.DisposeAsync();
        await transfer.DisposeAsync();
        await source.DisposeAsync();
    }
}
