using Leap.Ledger;
using Microsoft.Data.Sqlite;

namespace Leap.Benchmarks.Ledger;

/// <summary>The rows of a history by prepared statements in one transaction, indexes made last; nothing is read or checked.</summary>
internal static class RawLoad
{
    private const string Tables = "'entries', 'postings', 'lots', 'allocations'";

    public static void Run(Books books, History history)
    {
        using var raw = new RawSqlite(books);
        raw.Run("BEGIN IMMEDIATE");
        var indexes = DropIndexes(raw);
        InsertAll(raw, history);
        foreach (var sql in indexes)
        {
            raw.Run(sql);
        }

        raw.Run(
            "INSERT INTO accounts (id, kind, owner_id, points) SELECT account_id, 'Available', account_id >> 4, SUM(points) "
            + "FROM postings WHERE account_id > 15 GROUP BY account_id");
        raw.Run("COMMIT");
    }

    private static void InsertAll(RawSqlite raw, History history)
    {
        using var entry = raw.Prepare(
            "INSERT INTO entries (id, key, kind, effective_on, booked_at, cause, corrects_id, content_hash, expires_on) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            9);
        using var postings = raw.Prepare(
            "INSERT INTO postings (entry_id, line, account_id, points) VALUES ($1, 1, $2, $3), ($1, 2, $4, $5)", 5);
        using var lot = raw.Prepare(
            "INSERT INTO lots (id, account_id, entry_id, opened_on, expires_on, points, remaining) VALUES ($1, $2, $1, $3, $4, $5, $5)", 5);
        using var take = raw.Prepare("UPDATE lots SET remaining = remaining - $2 WHERE id = $1", 2);
        using var allocation = raw.Prepare("INSERT INTO allocations (entry_id, lot_id, points) VALUES ($1, $2, $3)", 3);
        using var link = raw.Prepare("INSERT INTO links (entry_id, hash) VALUES ($1, $2)", 2);
        foreach (var fact in history.Facts(hashed: false))
        {
            var posted = fact.Entry;
            var (first, second) = (posted.Legs[0], posted.Legs[1]);
            RawSqlite.Run(
                entry, fact.Id, posted.Key, posted.Kind.ToString(), posted.EffectiveOn, fact.At, posted.Cause, null, fact.Content,
                posted.ExpiresOn);
            RawSqlite.Run(postings, fact.Id, first.Account.Id, first.Points, second.Account.Id, second.Points);
            if (fact.SpentLotId is { } spent)
            {
                RawSqlite.Run(take, spent, second.Points);
                RawSqlite.Run(allocation, fact.Id, spent, second.Points);
            }
            else
            {
                RawSqlite.Run(lot, fact.Id, second.Account.Id, posted.EffectiveOn, posted.ExpiresOn, second.Points);
            }

            RawSqlite.Run(link, fact.Id, fact.Link);
        }
    }

    private static List<string> DropIndexes(RawSqlite raw)
    {
        var (names, made) = (new List<string>(), new List<string>());
        using (var find = raw.Prepare(
            $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({Tables})", 0))
        using (SqliteDataReader reader = find.ExecuteReader())
        {
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
                made.Add(reader.GetString(1));
            }
        }

        names.ForEach(name => raw.Run("DROP INDEX " + name));
        return made;
    }
}
