using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>
/// What the programme is worth: the approved revenue per participant of a period beside the sell-out per salesperson who is not enrolled,
/// both in minor units of the reporting currency.
/// </summary>
/// <param name="Participants">Over how many people the approved revenue is divided.</param>
/// <param name="Others">Distinct codes of salespeople, as distributors reported them, who are nobody of ours.</param>
public sealed record RevenuePerHead(long ParticipantsMinor, int Participants, long OthersMinor, int Others)
{
    public long PerParticipantMinor => Participants == 0 ? 0 : ParticipantsMinor / Participants;

    public long PerOtherMinor => Others == 0 ? 0 : OthersMinor / Others;

    /// <summary>How many times as much a participant brings; null while one of the two is nothing.</summary>
    public decimal? Times => PerParticipantMinor == 0 || PerOtherMinor == 0 ? null : (decimal)PerParticipantMinor / PerOtherMinor;

    public static async Task<RevenuePerHead> LoadAsync(LeapDb db, Period period, int participants, CancellationToken cancel)
    {
        var lines = db.SaleLines.AsNoTracking();
        var approved = await db.Sales.AsNoTracking()
            .Where(s => s.State == SaleState.Approved && s.InvoiceOn >= period.FromOn && s.InvoiceOn < period.UntilOn)
            .Join(lines, s => s.Id, l => l.SaleId, (_, l) => l.ReportingMinor)
            .SumAsync(cancel);
        var others = await db.SellOut.AsNoTracking()
            .Where(s => s.PersonId == null && s.SellerCode != "" && s.SoldOn >= period.FromOn && s.SoldOn < period.UntilOn)
            .GroupBy(_ => 1)
            .Select(g => new { Minor = g.Sum(s => s.ReportingMinor), Count = g.Select(s => s.SellerCode).Distinct().Count() })
            .SingleOrDefaultAsync(cancel);
        return new(approved, participants, others?.Minor ?? 0, others?.Count ?? 0);
    }
}
