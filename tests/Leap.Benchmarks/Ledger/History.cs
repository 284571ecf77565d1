using System.Globalization;
using System.Text;
using Leap.Ledger;

namespace Leap.Benchmarks.Ledger;

/// <summary>
/// A ledger of years: everybody earns four times, then spends what the first of the four brought, and so on. Two postings an entry, all
/// hashes right. Neighbours in time are strangers.
/// </summary>
internal sealed class History(int entries, int people)
{
    private const long Stride = 7_919;
    private const int Points = 10;
    private const int RoundsToSpend = 5;

    private static readonly DateTime Start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly ExpiresOn = new(2040, 12, 31);

    public int Count => entries;

    /// <param name="hashed">Whether the hashes are computed; else they are zeros, which cost a raw program nothing.</param>
    public IEnumerable<Fact> Facts(bool hashed)
    {
        var link = Chain.Start;
        for (var id = 1L; id <= entries; id++)
        {
            var at = Start.AddSeconds(id);
            var available = AccountRef.Available((id * Stride % people) + 1);
            var spentLot = (id - 1) / people % RoundsToSpend == RoundsToSpend - 1 ? id - ((RoundsToSpend - 1L) * people) : (long?)null;
            var entry = new NewEntry(
                id.ToString("'history/'000000000", CultureInfo.InvariantCulture),
                spentLot is null ? EntryKind.Earned : EntryKind.Redeemed,
                DateOnly.FromDateTime(at),
                "history",
                spentLot is null
                    ? [new Leg(AccountRef.Issued, -Points), new Leg(available, Points)]
                    : [new Leg(available, -Points), new Leg(AccountRef.Redeemed, Points)])
            {
                ExpiresOn = spentLot is null ? ExpiresOn : null,
            };
            var content = hashed ? entry.ContentHash() : link;
            if (hashed)
            {
                LotMove[] moves = spentLot is { } lot ? [new LotMove(id, lot, Points)] : [];
                link = Chain.Next(link, new ChainFacts(id, at, content, entry.ExpiresOn), moves);
            }

            yield return new Fact(id, entry, at, spentLot, content, link);
        }
    }

    /// <summary>As <see cref="ExportLedger"/> would write it.</summary>
    public async Task WriteAsync(string path)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await file.WriteLineAsync(string.Join(',', ExportLedger.Columns));
        foreach (var fact in Facts(hashed: true))
        {
            await file.WriteAsync(fact.ToCsv());
        }
    }

    /// <param name="SpentLotId">The lot that it takes all from; null when it opens one, which has the entry's id.</param>
    internal sealed record Fact(long Id, NewEntry Entry, DateTime At, long? SpentLotId, byte[] Content, byte[] Link)
    {
        public string ToCsv()
        {
            var (first, second) = (Entry.Legs[0], Entry.Legs[1]);
            var lots = SpentLotId is { } lot ? $"take:{lot}:{Points}" : $"open:{Id}:{second.Account.Id}:{Points}";
            var expires = Entry.ExpiresOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Id},{first.Account},{first.Points},{Entry.Key},{Entry.Kind},{Entry.EffectiveOn:yyyy-MM-dd},"
                + $"{At:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'},{Entry.Cause},,{expires},{lots},"
                + $"{Convert.ToHexStringLower(Content)},{Convert.ToHexStringLower(Link)}\n"
                + $"{Id},{second.Account},{second.Points},,,,,,,,,,\n");
        }
    }
}
