using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leap.Ledger;

/// <summary>An entry to be posted. <see cref="Legs"/> sum to zero; none is zero.</summary>
public sealed record NewEntry(string Key, EntryKind Kind, DateOnly EffectiveOn, string Cause, IReadOnlyList<Leg> Legs)
{
    /// <summary>Last day of the lots that positive legs on *available* open; required where there is such a leg.</summary>
    public DateOnly? ExpiresOn { get; init; }

    public long? CorrectsId { get; init; }

    /// <summary>The lot that a negative leg on *available* takes from; null: whichever expires first (L6).</summary>
    public long? FromLotId { get; init; }

    /// <summary>The first lot to take from when it still holds something: what a reversal gives back (L8).</summary>
    public long? PreferredLotEntryId { get; init; }

    internal byte[] ContentHash()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Key}\n{Kind}\n{EffectiveOn:yyyy-MM-dd}\n{Cause}\n{CorrectsId}");
        foreach (var leg in Legs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{leg.Account.Id}:{leg.Points}");
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    internal void Check()
    {
        if (Legs.Count < 2 || Legs.Any(l => l.Points == 0))
        {
            throw new LedgerException($"{Key}: an entry has two legs or more, and none of zero points.");
        }

        if (Legs.Aggregate(0L, (sum, leg) => checked(sum + leg.Points)) != 0)
        {
            throw new LedgerException($"{Key}: the legs do not sum to zero.");
        }

        if (ExpiresOn is null && Legs.Any(l => l.Points > 0 && l.Account.Kind == AccountKind.Available))
        {
            throw new LedgerException($"{Key}: points that become available need an expiry date.");
        }
    }
}

public readonly record struct Leg(AccountRef Account, long Points);

/// <summary>What posting answers: the entry's id, and whether it was there already (L2).</summary>
public readonly record struct Posted(long EntryId, bool WasThere);

/// <summary>An invariant of the ledger would break. A fault of the program, never of its user; the transaction is rolled back.</summary>
public sealed class LedgerException(string message) : Exception(message);
