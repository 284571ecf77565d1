using Leap.Ledger;
using Leap.Locales;
using Leap.Promotions;

namespace Leap.Statements;

/// <summary>One line of a person's available points, with what brought or took them.</summary>
/// <param name="HappenedOn">The day of the cause; it was booked later when someone had to decide.</param>
/// <param name="Points">Signed: negative where points left.</param>
/// <param name="Balance">What was available after it.</param>
public sealed record AccountLine(
    long EntryId, string Key, EntryKind Kind, DateTime BookedAt, DateOnly HappenedOn, string Cause, long Points, long Balance)
{
    /// <summary>The day on which it was booked, in the programme's zone.</summary>
    public DateOnly BookedOn { get; init; }

    /// <summary>The awards that the line brought; for a return the one that it takes from.</summary>
    public IReadOnlyList<AwardPart> Awards { get; init; } = [];

    /// <summary>The lots that a redemption, an expiry or a return took from.</summary>
    public IReadOnlyList<LotPart> Lots { get; init; } = [];

    public SaleSource? Sale => Awards.Select(a => a.Sale).FirstOrDefault(s => s is not null);

    public ModuleSource? Module => Awards.Select(a => a.Module).FirstOrDefault(m => m is not null);

    /// <param name="Promotion">Null for the module's own points.</param>
    public sealed record AwardPart(
        long AwardId, long? ArrivalEntryId, long Points, LocalizedText? Promotion, string Reasons, SaleSource? Sale, ModuleSource? Module)
    {
        public IReadOnlyList<Reason> Steps => Reason.FromJson(Reasons);
    }

    public sealed record LotPart(long EntryId, DateOnly OpenedOn, long Points);

    public sealed record SaleSource(long Id, string CustomerName, string InvoiceNumber);

    public sealed record ModuleSource(string Code, LocalizedText Title, int ScorePercent);
}
