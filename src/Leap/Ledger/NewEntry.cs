using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Leap.Ledger;

/// <summary>An entry to be posted. <see cref="Legs"/> sum to zero; none is zero.</summary>
public sealed record NewEntry(string Key, EntryKind Kind, DateOnly EffectiveOn, string Cause, IReadOnlyList<Leg> Legs)
{
    /// <summary>Most points that one leg can move.</summary>
    public const long PointsMax = 1_000_000_000_000;

    private const int BytesOnStack = 1_024;

    /// <summary>Last day of the lots that positive legs on *available* open; required where there is such a leg.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>The entry that this one reverses, cancels, settles or corrects.</summary>
    public long? CorrectsId { get; init; }

    /// <summary>The lot that a negative leg on *available* takes from; null: whichever expires first (L6).</summary>
    public long? FromLotId { get; init; }

    /// <summary>The entry whose lot a negative leg takes from first while that holds something: what a reversal gives back (L8).</summary>
    public long? PreferredLotEntryId { get; init; }

    /// <summary>
    /// The entry whose lots a positive leg on *available* goes back into, last taken first (L10); what belongs to a lot that has expired
    /// meanwhile opens one until <see cref="ExpiresOn"/>. Null: the points are new.
    /// </summary>
    public long? ReturnsEntryId { get; init; }

    /// <summary>SHA-256 over what a repeated key must match (L2), as lines of text.</summary>
    internal byte[] ContentHash()
    {
        Span<byte> text = stackalloc byte[BytesOnStack];
        return TryWrite(text, out var length) ? SHA256.HashData(text[..length]) : SHA256.HashData(Encoding.UTF8.GetBytes(ToText()));
    }

    /// <summary>What a caller can get wrong by itself; the books know the rest.</summary>
    internal void Check(DateOnly today)
    {
        if (Legs.Count < 2 || Legs.Any(l => l.Points == 0))
        {
            throw new LedgerException(Journal.Refusal.ZeroPoints, $"{Key}: an entry has two legs or more, and none of zero points.");
        }

        if (Legs.Any(l => l.Points is > PointsMax or < -PointsMax))
        {
            throw new LedgerException(Journal.Refusal.TooManyPoints, $"{Key}: a leg moves {PointsMax} points at most.");
        }

        if (Legs.Sum(l => l.Points) != 0)
        {
            throw new LedgerException(Journal.Refusal.NotBalanced, $"{Key}: the legs do not sum to zero.");
        }

        if (Legs.FirstOrDefault(l => !l.Account.IsKnown) is { Points: not 0 } stranger)
        {
            throw new LedgerException(Journal.Refusal.UnknownAccount, $"{Key}: there is no account {stranger.Account}.");
        }

        if (ExpiresOn is null && Legs.Any(l => l.Points > 0 && l.Account.Kind == AccountKind.Available))
        {
            throw new LedgerException(Journal.Refusal.NoExpiryDate, $"{Key}: points that become available need an expiry date.");
        }

        if (EffectiveOn > today)
        {
            throw new LedgerException(Journal.Refusal.EffectiveInFuture, $"{Key}: {EffectiveOn:O} is still to come.");
        }
    }

    private bool TryWrite(Span<byte> text, out int length)
    {
        if (!Utf8.TryWrite(
            text, CultureInfo.InvariantCulture, $"{Key}\n{Kind}\n{EffectiveOn:yyyy-MM-dd}\n{Cause}\n{CorrectsId}", out length))
        {
            return false;
        }

        foreach (var leg in Legs)
        {
            if (!Utf8.TryWrite(text[length..], CultureInfo.InvariantCulture, $"\n{leg.Account.Id}:{leg.Points}", out var written))
            {
                return false;
            }

            length += written;
        }

        return true;
    }

    private string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Key}\n{Kind}\n{EffectiveOn:yyyy-MM-dd}\n{Cause}\n{CorrectsId}");
        foreach (var leg in Legs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{leg.Account.Id}:{leg.Points}");
        }

        return text.ToString();
    }
}

public readonly record struct Leg(AccountRef Account, long Points);

/// <summary>What posting answers: the entry's id, and whether it was there already (L2).</summary>
public readonly record struct Posted(long EntryId, bool WasThere);

/// <summary>The ledger refuses an entry; nothing of it is written, and the transaction is rolled back.</summary>
public sealed class LedgerException(Journal.Refusal refusal, string message) : Exception(message)
{
    public Journal.Refusal Refusal => refusal;
}
