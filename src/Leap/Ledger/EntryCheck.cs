using System.Globalization;
using System.Runtime.InteropServices;

namespace Leap.Ledger;

/// <summary>Holds each entry against its postings, its lots, its content's hash and its place in the chain, in one pass.</summary>
internal sealed class EntryCheck
{
    private readonly List<Leg> legs = [];
    private byte[] hash = Chain.Start;
    private long firstUnsealedId;

    public long Entries { get; private set; }

    public long Postings { get; private set; }

    public long Lots { get; private set; }

    /// <summary>Entries after the last link, which wait for the chain.</summary>
    public long Unsealed { get; private set; }

    /// <summary>The hash of the last link.</summary>
    public string Head => Convert.ToHexStringLower(hash);

    /// <summary>Null when all of the page is as it must be; else the first difference.</summary>
    public string? Check(LedgerPage page)
    {
        var (posting, move, lot, link) = (0, 0, 0, 0);
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(page.Entries))
        {
            var id = entry.Id;
            var ownPostings = Own(page.Postings, ref posting, p => p.EntryId, id, out var stray);
            var ownMoves = Own(page.Moves, ref move, m => m.EntryId, id, out var strayMove);
            var ownLots = Own(page.Lots, ref lot, l => l.EntryId, id, out var strayLot);
            var ownLinks = Own(page.Links, ref link, l => l.EntryId, id, out var strayLink);
            if ((stray ?? strayMove ?? strayLot ?? strayLink) is { } orphan)
            {
                return Say(orphan, "the entry itself", "a row", "none");
            }

            if ((CheckEntry(entry, ownPostings, ownMoves, ownLots) ?? CheckLink(entry, ownMoves, ownLinks)) is { } difference)
            {
                return difference;
            }
        }

        long?[] rest =
        [
            posting < page.Postings.Count ? page.Postings[posting].EntryId : null,
            move < page.Moves.Count ? page.Moves[move].EntryId : null,
            lot < page.Lots.Count ? page.Lots[lot].EntryId : null,
            link < page.Links.Count ? page.Links[link].EntryId : null,
        ];
        return rest.Min() is { } left ? Say(left, "the entry itself", "a row", "none") : null;
    }

    public static string Say(long entryId, string what, object expected, object found) =>
        string.Create(CultureInfo.InvariantCulture, $"entry {entryId}: {what}, expected {expected}, found {found}");

    /// <summary>The entry's rows, which follow each other.</summary>
    /// <param name="stray">An entry that rows before them name, and that is not there.</param>
    private static ReadOnlySpan<T> Own<T>(List<T> rows, ref int at, Func<T, long> entryId, long id, out long? stray)
    {
        var from = at;
        stray = from < rows.Count && entryId(rows[from]) < id ? entryId(rows[from]) : null;
        while (at < rows.Count && entryId(rows[at]) == id)
        {
            at++;
        }

        return CollectionsMarshal.AsSpan(rows)[from..at];
    }

    private string? CheckEntry(
        in EntryRow entry, ReadOnlySpan<PostingRow> postings, ReadOnlySpan<LotMove> moves, ReadOnlySpan<LotRow> lots)
    {
        Entries++;
        Postings += postings.Length;
        Lots += lots.Length;
        var (sum, available) = (0L, 0L);
        legs.Clear();
        foreach (ref readonly var posting in postings)
        {
            if (posting.Points is 0 or > NewEntry.PointsMax or < -NewEntry.PointsMax)
            {
                return Say(entry.Id, "the points of a posting", $"some, and {NewEntry.PointsMax} at most", posting.Points);
            }

            var account = AccountRef.FromId(posting.AccountId);
            sum += posting.Points;
            available += account.Kind == AccountKind.Available ? posting.Points : 0;
            legs.Add(new Leg(account, posting.Points));
        }

        if (sum != 0)
        {
            return Say(entry.Id, "the sum of its postings", 0, sum);
        }

        if (!Enum.TryParse<EntryKind>(entry.Kind, out var kind))
        {
            return Say(entry.Id, "its kind", "one of the ledger's", entry.Kind);
        }

        var told = new NewEntry(entry.Key, kind, entry.EffectiveOn, entry.Cause, legs) { CorrectsId = entry.CorrectsId };
        var content = told.ContentHash();
        return !content.AsSpan().SequenceEqual(entry.ContentHash)
            ? Say(entry.Id, "its content's hash", Convert.ToHexStringLower(content), Convert.ToHexStringLower(entry.ContentHash))
            : CheckLots(entry, available, moves, lots);
    }

    /// <summary>What became available must stand in lots, and what was spent must have been taken from lots.</summary>
    private string? CheckLots(in EntryRow entry, long available, ReadOnlySpan<LotMove> moves, ReadOnlySpan<LotRow> lots)
    {
        var inLots = 0L;
        foreach (ref readonly var move in moves)
        {
            inLots -= move.Points;
        }

        foreach (ref readonly var lot in lots)
        {
            inLots += lot.Points;
            if (!Gains(lot.AccountId))
            {
                return Say(entry.Id, $"the account of its lot {lot.Id}", "one that it brought points to", AccountRef.FromId(lot.AccountId));
            }

            if (lot.OpenedOn != entry.EffectiveOn)
            {
                return Say(entry.Id, $"the first day of its lot {lot.Id}", Day(entry.EffectiveOn), Day(lot.OpenedOn));
            }

            // Entries from before this column was made have none.
            if (entry.ExpiresOn is { } day && lot.ExpiresOn != day)
            {
                return Say(entry.Id, $"the last day of its lot {lot.Id}", Day(day), Day(lot.ExpiresOn));
            }
        }

        return inLots == available ? null : Say(entry.Id, "points put into lots less those taken", available, inLots);
    }

    private bool Gains(long accountId)
    {
        foreach (var leg in legs)
        {
            if (leg.Account.Id == accountId && leg.Points > 0 && leg.Account.Kind == AccountKind.Available)
            {
                return true;
            }
        }

        return false;
    }

    private string? CheckLink(in EntryRow entry, ReadOnlySpan<LotMove> moves, ReadOnlySpan<LinkRow> links)
    {
        if (links.Length == 0)
        {
            firstUnsealedId = Unsealed++ == 0 ? entry.Id : firstUnsealedId;
            return null;
        }

        if (Unsealed > 0)
        {
            return Say(firstUnsealedId, "its link in the chain", "one", "none");
        }

        hash = Chain.Next(hash, new ChainFacts(entry.Id, entry.BookedAt, entry.ContentHash, entry.ExpiresOn), moves);
        var found = links[0].Hash;
        return hash.AsSpan().SequenceEqual(found)
            ? null
            : Say(entry.Id, "its link in the chain", Convert.ToHexStringLower(hash), Convert.ToHexStringLower(found));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
