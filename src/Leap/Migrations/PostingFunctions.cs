using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>
/// Posting on PostgreSQL in one round trip: what `SqlitePosting` does with prepared statements. Each statement of a function sees what was
/// committed before it, so lots are read after the account's row is locked. Rows of accounts are locked in the order of their ids.
/// Plans are made once a connection, by whoever posts first; in a young database they would suit tables of a few rows, so they are told
/// to use the indexes. A migration that changes a function calls <see cref="Replace"/> again.
/// </summary>
internal static class PostingFunctions
{
    public static void Replace(MigrationBuilder migrationBuilder)
    {
        string[] names =
        [
            "lock_accounts", "may_arrive", "take_from_lots", "give_back_to_lots", "repay_debt", "post_entry", "post_as_sets",
            "post_entries",
        ];
        foreach (var name in names)
        {
            migrationBuilder.Sql($"DROP ROUTINE IF EXISTS {name}");
        }

        string[] functions = [LockAccounts, MayArrive, TakeFromLots, GiveBackToLots, RepayDebt, PostEntry, PostAsSets, PostEntries];
        foreach (var function in functions)
        {
            migrationBuilder.Sql(function);
        }
    }

    private const string Language = "LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan";

    private const string LockAccounts =
        $"""
        CREATE FUNCTION lock_accounts(p_ids bigint[]) RETURNS void {Language} AS $$
        BEGIN
            PERFORM 1 FROM accounts WHERE id = ANY (p_ids) ORDER BY id FOR UPDATE;
        END $$
        """;

    /// <summary>
    /// What `post_entry` looks at before points arrive: its statements see what was committed before the lock was there, which the
    /// statement that asks would not. The account is locked, so that a debt that is being made is seen: whoever makes one holds it.
    /// </summary>
    private const string MayArrive =
        $"""
        CREATE FUNCTION may_arrive(p_effective_on date, p_account bigint, p_debt bigint) RETURNS boolean {Language} AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(1818583408);
            IF p_debt > 0 THEN
                PERFORM 1 FROM accounts WHERE id = p_account FOR NO KEY UPDATE;
            END IF;
            RETURN NOT EXISTS (SELECT 1 FROM closings WHERE until_on >= p_effective_on)
                AND NOT EXISTS (SELECT 1 FROM accounts WHERE id = p_debt AND points < 0);
        END $$
        """;

    private const string TakeFromLots =
        $"""
        CREATE FUNCTION take_from_lots(p_key text, p_entry bigint, p_account bigint, p_points bigint, p_lot bigint, p_preferred bigint)
        RETURNS void {Language} AS $$
        DECLARE
            lot record;
            wanted bigint := p_points;
            taken bigint;
        BEGIN
            FOR lot IN
                SELECT id, remaining FROM lots
                WHERE account_id = p_account AND remaining > 0 AND (p_lot IS NULL OR id = p_lot)
                ORDER BY (CASE WHEN entry_id = p_preferred THEN 0 ELSE 1 END), expires_on, opened_on, id
            LOOP
                taken := LEAST(wanted, lot.remaining);
                UPDATE lots SET remaining = remaining - taken WHERE id = lot.id;
                INSERT INTO allocations (entry_id, lot_id, points) VALUES (p_entry, lot.id, taken);
                wanted := wanted - taken;
                EXIT WHEN wanted = 0;
            END LOOP;
            IF wanted > 0 THEN
                RAISE EXCEPTION '%: % points are in no open lot', p_key, wanted USING ERRCODE = 'LP002';
            END IF;
        END $$
        """;

    /// <summary>A lot expires once: by its day, or because another clock has reached the next.</summary>
    private const string GiveBackToLots =
        $"""
        CREATE FUNCTION give_back_to_lots(
            p_key text, p_entry bigint, p_account bigint, p_points bigint, p_taker bigint,
            p_booked_on date, p_opened_on date, p_expires_on date)
        RETURNS void {Language} AS $$
        DECLARE
            lot record;
            wanted bigint := p_points;
            given bigint;
        BEGIN
            FOR lot IN
                SELECT l.id, t.taken,
                    l.expires_on < p_booked_on OR EXISTS (SELECT 1 FROM entries x WHERE x.key = 'lot/' || l.id || '/expired') AS is_over
                FROM (
                    SELECT lot_id, SUM(points) AS taken FROM (
                        SELECT a.lot_id, a.points FROM allocations a WHERE a.entry_id = p_taker
                        UNION ALL
                        SELECT a.lot_id, a.points FROM entries e JOIN allocations a ON a.entry_id = e.id
                        WHERE e.corrects_id = p_taker AND e.kind IN ('Captured', 'Cancelled')
                        UNION ALL
                        SELECT g.origin_lot_id, -g.points FROM entries e JOIN lots g ON g.entry_id = e.id
                        WHERE e.corrects_id = p_taker AND e.kind IN ('Captured', 'Cancelled') AND g.origin_lot_id IS NOT NULL) moved
                    GROUP BY lot_id) t
                JOIN lots l ON l.id = t.lot_id
                WHERE t.taken > 0 AND l.account_id = p_account
                ORDER BY l.expires_on DESC, l.opened_on DESC, l.id DESC
            LOOP
                given := LEAST(wanted, lot.taken);
                IF lot.is_over THEN
                    INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining, origin_lot_id)
                    VALUES (p_account, p_entry, p_opened_on, p_expires_on, given, given, lot.id);
                ELSE
                    UPDATE lots SET remaining = remaining + given WHERE id = lot.id;
                    INSERT INTO allocations (entry_id, lot_id, points) VALUES (p_entry, lot.id, -given);
                END IF;
                wanted := wanted - given;
                EXIT WHEN wanted = 0;
            END LOOP;
            IF wanted > 0 THEN
                RAISE EXCEPTION '%: % points were not taken by entry %', p_key, wanted, p_taker USING ERRCODE = 'LP004';
            END IF;
        END $$
        """;

    /// <summary>What `DebtRepayment` says, with the content's hash as `NewEntry` makes it.</summary>
    private const string RepayDebt =
        $"""
        CREATE FUNCTION repay_debt(
            p_key text, p_account bigint, p_arrived bigint, p_arrival bigint, p_booked_at timestamptz, p_booked_on date, p_percent int)
        RETURNS void {Language} AS $$
        DECLARE
            debt_id bigint := (p_account >> 4 << 4) | 5;
            repaid bigint;
            repaid_key text := p_key || '/repaid/' || (p_account >> 4);
        BEGIN
            SELECT LEAST(-points, GREATEST(1, p_arrived * p_percent / 100)) INTO repaid FROM accounts WHERE id = debt_id FOR UPDATE;
            IF repaid > 0 THEN
                PERFORM post_entry(
                    repaid_key, 'Repaid', p_booked_on, p_booked_at, p_booked_on, '', p_arrival,
                    sha256(convert_to(
                        format(
                            E'%s\nRepaid\n%s\n\n%s\n%s:%s\n%s:%s',
                            repaid_key, to_char(p_booked_on, 'YYYY-MM-DD'), p_arrival, p_account, -repaid, debt_id, repaid),
                        'UTF8')),
                    NULL, NULL, p_arrival, NULL,
                    ARRAY[p_account, debt_id], ARRAY['Available', 'Debt'], ARRAY[-repaid, repaid], ARRAY[1, 2], p_percent);
            END IF;
        END $$
        """;

    /// <summary>
    /// The shared lock lets the chain's sealing wait until every entry below an id is committed or gone, and a closing until every entry
    /// that saw its period open is there. `p_order` numbers the legs by ascending account. The looks for a closing and for a debt are parts
    /// of statements that are needed anyway, which halves their cost; for a debt it is one that begins when the account is locked. The last
    /// day is content too; it is no part of the hash, and entries from before it was kept have none.
    /// </summary>
    private const string PostEntry =
        $"""
        CREATE FUNCTION post_entry(
            p_key text, p_kind text, p_effective_on date, p_booked_at timestamptz, p_booked_on date, p_cause text, p_corrects bigint,
            p_content bytea, p_expires_on date, p_lot bigint, p_preferred bigint, p_taker bigint,
            p_accounts bigint[], p_kinds text[], p_points bigint[], p_order int[], p_percent int,
            OUT entry_id bigint, OUT was_there boolean)
        {Language} AS $$
        DECLARE
            stored bytea;
            stored_day date;
            balance bigint;
            leg int;
            owes boolean;
            is_owing boolean := false;
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(1818583408);
            INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on)
            SELECT nextval('entry_ids'), p_key, p_kind, p_effective_on, p_booked_at, p_cause, p_corrects, p_content, p_expires_on
            WHERE NOT EXISTS (SELECT 1 FROM closings WHERE until_on >= p_effective_on)
            ON CONFLICT (key) DO NOTHING RETURNING id INTO entry_id;
            was_there := entry_id IS NULL;
            IF was_there THEN
                SELECT e.id, e.content_hash, e.expires_on INTO entry_id, stored, stored_day FROM entries e WHERE e.key = p_key;
                IF NOT FOUND THEN
                    RAISE EXCEPTION '%: % is in a closed period', p_key, p_effective_on USING ERRCODE = 'LP003';
                END IF;
                IF stored <> p_content OR (stored_day IS NOT NULL AND stored_day IS DISTINCT FROM p_expires_on) THEN
                    RAISE EXCEPTION '%: the key was used before with other content', p_key USING ERRCODE = 'LP001';
                END IF;
                RETURN;
            END IF;

            INSERT INTO postings (entry_id, line, account_id, points)
            SELECT post_entry.entry_id, n, p_accounts[n], p_points[n] FROM generate_subscripts(p_accounts, 1) n;

            FOREACH leg IN ARRAY p_order LOOP
                CONTINUE WHEN p_accounts[leg] < 16;
                INSERT INTO accounts (id, kind, owner_id, points)
                VALUES (p_accounts[leg], p_kinds[leg], p_accounts[leg] >> 4, p_points[leg])
                ON CONFLICT (id) DO UPDATE SET points = accounts.points + excluded.points
                RETURNING points INTO balance;
                IF balance < 0 AND p_points[leg] < 0 AND p_kinds[leg] <> 'Debt' THEN
                    RAISE EXCEPTION '%: %/% would fall to % points', p_key, p_kinds[leg], p_accounts[leg] >> 4, balance
                        USING ERRCODE = 'LP002';
                END IF;
                IF balance > 0 AND p_kinds[leg] = 'Debt' THEN
                    RAISE EXCEPTION '%: %/% would rise to % points', p_key, p_kinds[leg], p_accounts[leg] >> 4, balance
                        USING ERRCODE = 'LP005';
                END IF;
                CONTINUE WHEN p_kinds[leg] <> 'Available';
                IF p_points[leg] < 0 THEN
                    PERFORM take_from_lots(p_key, entry_id, p_accounts[leg], -p_points[leg], p_lot, p_preferred);
                ELSIF p_taker IS NOT NULL THEN
                    PERFORM give_back_to_lots(
                        p_key, entry_id, p_accounts[leg], p_points[leg], p_taker, p_booked_on, p_effective_on, p_expires_on);
                ELSE
                    INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining)
                    VALUES (p_accounts[leg], entry_id, p_effective_on, p_expires_on, p_points[leg], p_points[leg])
                    RETURNING EXISTS (SELECT 1 FROM accounts d WHERE d.id = (p_accounts[leg] >> 4 << 4) | 5 AND d.points < 0) INTO owes;
                    is_owing := is_owing OR owes;
                END IF;
            END LOOP;

            IF is_owing THEN
                FOREACH leg IN ARRAY p_order LOOP
                    IF p_kinds[leg] = 'Available' AND p_points[leg] > 0 THEN
                        PERFORM repay_debt(p_key, p_accounts[leg], p_points[leg], entry_id, p_booked_at, p_booked_on, p_percent);
                    END IF;
                END LOOP;
            END IF;
        END $$
        """;

    /// <summary>
    /// Entries as columns; the legs of all follow each other, and each entry knows its first and its last. Rows of accounts are locked in
    /// the order of ids first, so that two batches can't wait for each other. Plain entries go as sets where nothing speaks against it.
    /// </summary>
    private const string PostEntries =
        $"""
        CREATE FUNCTION post_entries(
            p_are_plain boolean, p_keys text[], p_kinds text[], p_effective_on date[], p_causes text[], p_corrects bigint[],
            p_contents bytea[], p_expires_on date[], p_lots bigint[], p_preferred bigint[], p_takers bigint[], p_first_legs int[],
            p_last_legs int[], p_booked_at timestamptz, p_booked_on date,
            p_accounts bigint[], p_account_kinds text[], p_points bigint[], p_orders int[], p_leg_entries int[], p_leg_lines int[],
            p_percent int)
        RETURNS TABLE (entry_id bigint, was_there boolean, number bigint) {Language} AS $$
        DECLARE
            ids bigint[];
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(1818583408);
            PERFORM 1 FROM accounts WHERE id = ANY (p_accounts) AND id >= 16 ORDER BY id FOR UPDATE;
            IF p_are_plain THEN
                ids := post_as_sets(
                    p_keys, p_kinds, p_effective_on, p_causes, p_corrects, p_contents, p_expires_on, p_booked_at,
                    p_accounts, p_account_kinds, p_points, p_leg_entries, p_leg_lines);
            END IF;
            IF ids IS NOT NULL THEN
                RETURN QUERY SELECT p.id, false, p.place FROM unnest(ids) WITH ORDINALITY AS p (id, place);
                RETURN;
            END IF;

            RETURN QUERY
                SELECT p.entry_id, p.was_there, e.number
                FROM unnest(
                    p_keys, p_kinds, p_effective_on, p_causes, p_corrects, p_contents, p_expires_on, p_lots, p_preferred, p_takers,
                    p_first_legs, p_last_legs) WITH ORDINALITY
                    AS e (key, kind, effective_on, cause, corrects, content, expires_on, lot, preferred, taker, first, last, number)
                CROSS JOIN LATERAL post_entry(
                    e.key, e.kind, e.effective_on, p_booked_at, p_booked_on, e.cause, e.corrects, e.content, e.expires_on, e.lot,
                    e.preferred, e.taker,
                    p_accounts[e.first:e.last], p_account_kinds[e.first:e.last], p_points[e.first:e.last], p_orders[e.first:e.last],
                    p_percent) p;
        END $$
        """;

    /// <summary>
    /// Entries that take from no lot, give back to none and touch no debt, a statement for each table. Null, and nothing written, when they
    /// have to go one by one: a key is there already, a period is closed, a person owes, or an account might fall below zero on the way.
    /// </summary>
    private const string PostAsSets =
        $"""
        CREATE FUNCTION post_as_sets(
            p_keys text[], p_kinds text[], p_effective_on date[], p_causes text[], p_corrects bigint[], p_contents bytea[],
            p_expires_on date[], p_booked_at timestamptz, p_accounts bigint[], p_account_kinds text[], p_points bigint[],
            p_leg_entries int[], p_leg_lines int[])
        RETURNS bigint[] {Language} AS $$
        DECLARE
            ids bigint[];
            posted bigint;
        BEGIN
            IF EXISTS (SELECT 1 FROM closings WHERE until_on >= (SELECT MIN(day) FROM unnest(p_effective_on) day))
                OR EXISTS (
                    SELECT 1 FROM accounts
                    WHERE id = ANY (ARRAY(SELECT (a >> 4 << 4) | 5 FROM unnest(p_accounts) a WHERE a >= 16)) AND points < 0)
                OR EXISTS (
                    SELECT 1 FROM (
                        SELECT leg.id, SUM(leg.points) AS points FROM unnest(p_accounts, p_points) leg (id, points)
                        WHERE leg.id >= 16 AND leg.points < 0 GROUP BY leg.id) leaving
                    LEFT JOIN accounts there ON there.id = leaving.id
                    WHERE COALESCE(there.points, 0) + leaving.points < 0)
            THEN
                RETURN NULL;
            END IF;

            ids := ARRAY(SELECT nextval('entry_ids') FROM generate_subscripts(p_keys, 1));
            INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on)
            SELECT e.* FROM unnest(
                ids, p_keys, p_kinds, p_effective_on, array_fill(p_booked_at, ARRAY[cardinality(p_keys)]), p_causes, p_corrects, p_contents,
                p_expires_on) e
            ON CONFLICT (key) DO NOTHING;
            GET DIAGNOSTICS posted = ROW_COUNT;
            IF posted < cardinality(p_keys) THEN
                RAISE EXCEPTION 'Some were there.' USING ERRCODE = 'LP000';
            END IF;

            INSERT INTO postings (entry_id, line, account_id, points)
            SELECT ids[leg.entry], leg.line, leg.account, leg.points
            FROM unnest(p_leg_entries, p_leg_lines, p_accounts, p_points) leg (entry, line, account, points);
            INSERT INTO accounts (id, kind, owner_id, points)
            SELECT leg.id, leg.kind, leg.id >> 4, SUM(leg.points)
            FROM unnest(p_accounts, p_account_kinds, p_points) leg (id, kind, points)
            WHERE leg.id >= 16 GROUP BY leg.id, leg.kind ORDER BY leg.id
            ON CONFLICT (id) DO UPDATE SET points = accounts.points + excluded.points;
            INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining)
            SELECT leg.account, ids[leg.entry], p_effective_on[leg.entry], p_expires_on[leg.entry], leg.points, leg.points
            FROM unnest(p_leg_entries, p_accounts, p_account_kinds, p_points) leg (entry, account, kind, points)
            WHERE leg.kind = 'Available';
            RETURN ids;
        EXCEPTION WHEN SQLSTATE 'LP000' THEN
            RETURN NULL;
        END $$
        """;
}
