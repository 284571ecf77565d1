using Leap.Ledger;
using Leap.Locales;
using Leap.Promotions;

namespace Leap.Statements;

/// <summary>One line of a person's account, with what brought or took the points.</summary>
/// <param name="HappenedOn">The day of the cause; it was booked later when someone had to decide.</param>
/// <param name="Points">
/// What it did to the available points; negative where points left, zero where only held or owed points changed.
/// </param>
/// <param name="Balance">What was available after it.</param>
public sealed record AccountLine(
    long EntryId, string Key, EntryKind Kind, DateTime BookedAt, DateOnly HappenedOn, string Cause, long Points, long Balance)
{
    /// <summary>The day on which it was booked, in the programme's zone.</summary>
    public DateOnly BookedOn { get; init; }

    /// <summary>The awards that the line brought; for a return the one that it takes from.</summary>
    public IReadOnlyList<AwardPart> Awards { get; init; } = [];

    /// <summary>What it set aside for a redemption; negative where that was settled or given back.</summary>
    public long Held { get; init; }

    /// <summary>What it took off a debt; negative where more is owed.</summary>
    public long Repaid { get; init; }

    /// <summary>The lots that it took from or gave back to, those that expire first at the top.</summary>
    public IReadOnlyList<LotPart> Lots { get; init; } = [];

    public SaleSource? Sale => Awards.Select(a => a.Sale).FirstOrDefault(s => s is not null);

    public ModuleSource? Module => Awards.Select(a => a.Module).FirstOrDefault(m => m is not null);

    /// <param name="Promotion">Null for the module's own points.</param>
    public sealed record AwardPart(
        long AwardId, long? ArrivalEntryId, long Points, LocalizedText? Promotion, string Reasons, SaleSource? Sale, ModuleSource? Module)
    {
        public IReadOnlyList<Reason> Steps => Reason.FromJson(Reasons);
    }

    /// <param name="OpenedOn">When the points first arrived, also where they came back and got a grace.</param>
    /// <param name="Points">Negative where they were given back.</param>
    /// <param name="Cause">What the arrival was for; empty where the ledger names none.</param>
    public sealed record LotPart(long EntryId, DateOnly OpenedOn, DateOnly ExpiresOn, long Points, string Cause);

    public sealed record SaleSource(long Id, string CustomerName, string InvoiceNumber);

    public sealed record ModuleSource(string Code, LocalizedText Title, int ScorePercent);
}
