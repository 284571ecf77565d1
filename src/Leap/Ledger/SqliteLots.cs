using System.Data.Common;

namespace Leap.Ledger;

/// <summary>What posting does to lots on SQLite (L6, L10).</summary>
internal sealed class SqliteLots(DbConnection connection)
{
    private readonly SqliteStatement insert = new(
        connection,
        """
        INSERT INTO lots (account_id, entry_id, opened_on, expires_on, points, remaining, origin_lot_id)
        VALUES (@1, @2, @3, @4, @5, @5, @6)
        """,
        6);

    private readonly SqliteStatement open = new(
        connection,
        "SELECT id, remaining FROM lots WHERE account_id = @1 AND remaining > 0 ORDER BY expires_on, opened_on, id",
        1);

    private readonly SqliteStatement preferred = new(
        connection, "SELECT id, remaining FROM lots WHERE account_id = @1 AND remaining > 0 AND entry_id = @2", 2);

    private readonly SqliteStatement one = new(
        connection, "SELECT id, remaining FROM lots WHERE account_id = @1 AND remaining > 0 AND id = @2", 2);

    private readonly SqliteStatement taken = new(
        connection,
        """
        SELECT l.id, t.taken, l.expires_on, EXISTS (SELECT 1 FROM entries x WHERE x.key = 'lot/' || l.id || '/expired')
        FROM (
            SELECT lot_id, SUM(points) AS taken FROM (
                SELECT a.lot_id, a.points FROM allocations a WHERE a.entry_id = @2
                UNION ALL
                SELECT a.lot_id, a.points FROM entries e JOIN allocations a ON a.entry_id = e.id
                WHERE e.corrects_id = @2 AND e.kind IN ('Captured', 'Cancelled')
                UNION ALL
                SELECT g.origin_lot_id, -g.points FROM entries e JOIN lots g ON g.entry_id = e.id
                WHERE e.corrects_id = @2 AND e.kind IN ('Captured', 'Cancelled') AND g.origin_lot_id IS NOT NULL)
            GROUP BY lot_id) t
        JOIN lots l ON l.id = t.lot_id
        WHERE t.taken > 0 AND l.account_id = @1
        ORDER BY l.expires_on DESC, l.opened_on DESC, l.id DESC
        """,
        2);

    private readonly SqliteStatement take = new(connection, "UPDATE lots SET remaining = remaining - @1 WHERE id = @2", 2);

    private readonly SqliteStatement allocate = new(
        connection, "INSERT INTO allocations (entry_id, lot_id, points) VALUES (@1, @2, @3)", 3);

    private readonly List<(long LotId, long Points, bool IsOver)> found = [];

    /// <param name="leg">A leg on an available account.</param>
    public void Move(DbTransaction transaction, long entryId, NewEntry entry, Leg leg, DateOnly today)
    {
        if (leg.Points < 0)
        {
            Take(transaction, entryId, entry, leg);
        }
        else if (entry.ReturnsEntryId is not null)
        {
            GiveBack(transaction, entryId, entry, leg, today);
        }
        else
        {
            Open(transaction, entryId, entry, leg, originLotId: null);
        }
    }

    private void Open(DbTransaction transaction, long entryId, NewEntry entry, Leg leg, long? originLotId)
    {
        insert.Set(1, leg.Account.Id).Set(2, entryId).Set(3, entry.EffectiveOn).Set(4, entry.ExpiresOn).Set(5, leg.Points)
            .Set(6, originLotId);
        insert.Run(transaction);
    }

    private void Take(DbTransaction transaction, long entryId, NewEntry entry, Leg leg)
    {
        var wanted = -leg.Points;
        if (entry.FromLotId is { } lotId)
        {
            wanted = TakeFrom(transaction, one.Set(1, leg.Account.Id).Set(2, lotId), entryId, wanted);
        }
        else
        {
            if (entry.PreferredLotEntryId is { } arrivalId)
            {
                wanted = TakeFrom(transaction, preferred.Set(1, leg.Account.Id).Set(2, arrivalId), entryId, wanted);
            }

            if (wanted > 0)
            {
                wanted = TakeFrom(transaction, open.Set(1, leg.Account.Id), entryId, wanted);
            }
        }

        if (wanted > 0)
        {
            throw new LedgerException(
                Journal.Refusal.NotEnoughPoints, $"{entry.Key}: {wanted} points of {leg.Account} are in no open lot.");
        }
    }

    /// <summary>Answers what is still wanted.</summary>
    private long TakeFrom(DbTransaction transaction, SqliteStatement choice, long entryId, long wanted)
    {
        found.Clear();
        using (var reader = choice.Read(transaction))
        {
            while (wanted > 0 && reader.Read())
            {
                var points = Math.Min(wanted, reader.GetInt64(1));
                found.Add((reader.GetInt64(0), points, default));
                wanted -= points;
            }
        }

        foreach (var (lotId, points, _) in found)
        {
            Allocate(transaction, entryId, lotId, points);
        }

        return wanted;
    }

    /// <summary>A lot expires once: by its day, or because another clock has reached the next.</summary>
    private void GiveBack(DbTransaction transaction, long entryId, NewEntry entry, Leg leg, DateOnly today)
    {
        var wanted = leg.Points;
        found.Clear();
        using (var reader = taken.Set(1, leg.Account.Id).Set(2, entry.ReturnsEntryId).Read(transaction))
        {
            while (wanted > 0 && reader.Read())
            {
                var points = Math.Min(wanted, reader.GetInt64(1));
                found.Add((reader.GetInt64(0), points, reader.GetFieldValue<DateOnly>(2) < today || reader.GetBoolean(3)));
                wanted -= points;
            }
        }

        if (wanted > 0)
        {
            throw new LedgerException(
                Journal.Refusal.NotTakenByThat, $"{entry.Key}: {wanted} points were not taken by entry {entry.ReturnsEntryId}.");
        }

        foreach (var (lotId, points, isOver) in found)
        {
            if (isOver)
            {
                Open(transaction, entryId, entry, leg with { Points = points }, lotId);
            }
            else
            {
                Allocate(transaction, entryId, lotId, -points);
            }
        }
    }

    private void Allocate(DbTransaction transaction, long entryId, long lotId, long points)
    {
        take.Set(1, points).Set(2, lotId).Run(transaction);
        allocate.Set(1, entryId).Set(2, lotId).Set(3, points).Run(transaction);
    }
}
