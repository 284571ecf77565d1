using System.Globalization;
using Npgsql;

namespace Leap.Benchmarks.Ledger;

/// <summary>
/// pgledger (by pgr0ss), a ledger in PostgreSQL functions. Its own SQL runs when `LEAP_BENCH_PGLEDGER` names a folder with its file and
/// before it, by name, one with the ULID function that it calls. Otherwise this does the same in the same steps: text ids made in SQL, both
/// accounts locked in order one by one, both balances changed and checked, the transfer and two entries by an INSERT each, in a function
/// behind a function. Only its ids have hexadecimal digits, which cost less. pgledger knows no idempotency key, lots or expiry. All
/// transfers here come from one account, as points come from the programme.
/// </summary>
internal sealed class PgLedger : IAsyncDisposable
{
    private const string Schema =
        """
        CREATE FUNCTION next_id(prefix text) RETURNS text LANGUAGE sql VOLATILE AS $$
            SELECT prefix || '_' || lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint), 14, '0')
                || substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)
        $$;
        CREATE TABLE pgledger_accounts (
            id text PRIMARY KEY DEFAULT next_id('account'), name text NOT NULL, currency text NOT NULL, balance numeric NOT NULL DEFAULT 0,
            version bigint NOT NULL DEFAULT 0, allow_negative_balance boolean NOT NULL, allow_positive_balance boolean NOT NULL,
            created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
        CREATE TABLE transfers (
            id text PRIMARY KEY DEFAULT next_id('transfer'), from_id text NOT NULL REFERENCES pgledger_accounts,
            to_id text NOT NULL REFERENCES pgledger_accounts, amount numeric NOT NULL, created_at timestamptz NOT NULL,
            event_at timestamptz NOT NULL, metadata jsonb, CHECK (amount > 0 AND from_id <> to_id));
        CREATE INDEX ON transfers (from_id);
        CREATE INDEX ON transfers (to_id);
        CREATE INDEX ON transfers (event_at);
        CREATE TABLE transfer_entries (
            id text PRIMARY KEY DEFAULT next_id('entry'), account_id text NOT NULL REFERENCES pgledger_accounts,
            transfer_id text NOT NULL REFERENCES transfers, amount numeric NOT NULL, balance_before numeric NOT NULL,
            balance_after numeric NOT NULL, account_version bigint NOT NULL, created_at timestamptz NOT NULL);
        CREATE INDEX ON transfer_entries (account_id);
        CREATE INDEX ON transfer_entries (transfer_id);
        CREATE TYPE wanted_transfer AS (from_id text, to_id text, amount numeric);
        CREATE FUNCTION check_balance(account pgledger_accounts) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            IF (account.balance < 0 AND NOT account.allow_negative_balance) OR (account.balance > 0 AND NOT account.allow_positive_balance)
            THEN
                RAISE EXCEPTION 'account % may not hold %', account.id, account.balance;
            END IF;
        END $$;
        CREATE FUNCTION transfer_all(wanted wanted_transfer[]) RETURNS SETOF transfers LANGUAGE plpgsql AS $$
        DECLARE
            one wanted_transfer;
            locked text;
            payer pgledger_accounts;
            payee pgledger_accounts;
            made text;
            all_made text[] := '{}';
        BEGIN
            FOR locked IN SELECT DISTINCT unnest(ARRAY[w.from_id, w.to_id]) AS id FROM unnest(wanted) w ORDER BY id LOOP
                PERFORM 1 FROM pgledger_accounts WHERE id = locked FOR UPDATE;
            END LOOP;
            FOREACH one IN ARRAY wanted LOOP
                IF one.amount <= 0 OR one.from_id = one.to_id THEN
                    RAISE EXCEPTION 'not a transfer: % from % to %', one.amount, one.from_id, one.to_id;
                END IF;
                UPDATE pgledger_accounts SET balance = balance - one.amount, version = version + 1, updated_at = now()
                WHERE id = one.from_id RETURNING * INTO payer;
                PERFORM check_balance(payer);
                UPDATE pgledger_accounts SET balance = balance + one.amount, version = version + 1, updated_at = now()
                WHERE id = one.to_id RETURNING * INTO payee;
                PERFORM check_balance(payee);
                IF payer.currency <> payee.currency THEN
                    RAISE EXCEPTION '% and % are two currencies', payer.currency, payee.currency;
                END IF;
                INSERT INTO transfers (from_id, to_id, amount, created_at, event_at)
                VALUES (one.from_id, one.to_id, one.amount, now(), now()) RETURNING id INTO made;
                all_made := array_append(all_made, made);
                INSERT INTO transfer_entries (account_id, transfer_id, amount, balance_before, balance_after, account_version, created_at)
                VALUES (one.from_id, made, -one.amount, payer.balance + one.amount, payer.balance, payer.version, now());
                INSERT INTO transfer_entries (account_id, transfer_id, amount, balance_before, balance_after, account_version, created_at)
                VALUES (one.to_id, made, one.amount, payee.balance - one.amount, payee.balance, payee.version, now());
            END LOOP;
            RETURN QUERY SELECT * FROM transfers WHERE id = ANY (all_made) ORDER BY id;
        END $$;
        CREATE FUNCTION pgledger_create_transfer(from_id text, to_id text, amount numeric) RETURNS SETOF transfers LANGUAGE plpgsql AS $$
        BEGIN
            RETURN QUERY SELECT * FROM transfer_all(ARRAY[(from_id, to_id, amount)::wanted_transfer]);
        END $$;
        """;

    private static readonly string? ItsFiles = Environment.GetEnvironmentVariable("LEAP_BENCH_PGLEDGER");

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlCommand transfer;

    private PgLedger(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        this.source = source;
        transfer = new NpgsqlCommand("SELECT id FROM pgledger_create_transfer('programme', $1, $2)", connection)
        {
            Parameters = { new NpgsqlParameter<string>(), new NpgsqlParameter<decimal> { TypedValue = Earnings.Points } },
        };
    }

    /// <summary>What a row calls it: itself, or what stands for it.</summary>
    public static string Name => ItsFiles is null ? "pgledger's way" : "pgledger";

    /// <summary>Makes the tables and answers with a connection for each client.</summary>
    public static async Task<PgLedger[]> OpenAsync(Books books, int people, int clients)
    {
        await using (var setup = NpgsqlDataSource.Create(books.Settings.ConnectionString))
        {
            var accounts = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO pgledger_accounts
                    (id, name, currency, allow_negative_balance, allow_positive_balance, created_at, updated_at)
                SELECT CASE n WHEN 0 THEN 'programme' ELSE 'person-' || n END, n, 'points', true, true, now(), now()
                FROM generate_series(0, {people}) n
                """);
            foreach (var sql in (string[])[.. Definitions(), accounts])
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
        var person = earnings.PersonOf(earnings.NextNumber());
        ((NpgsqlParameter<string>)transfer.Parameters[0]).TypedValue = string.Create(CultureInfo.InvariantCulture, $"person-{person}");
        await transfer.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await transfer.Connection!.DisposeAsync();
        await transfer.DisposeAsync();
        await source.DisposeAsync();
    }

    private static string[] Definitions() =>
        ItsFiles is null ? [Schema] : [.. Directory.GetFiles(ItsFiles, "*.sql").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}
