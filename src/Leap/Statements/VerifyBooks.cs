using System.Globalization;
using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// The ledger by itself, then the fractions that wait for a point, and the statements that were made from the ledger: each must still say
/// what its entries say, and open with what the one before closed with.
/// </summary>
public sealed class VerifyBooks(LeapDb db, VerifyLedger verifyLedger, VerifyAccruals verifyAccruals)
{
    /// <inheritdoc cref="VerifyLedger.RunAsync" />
    public async Task<VerifyLedger.Report> RunAsync(DateOnly? asOf, Action<long>? onProgress, CancellationToken cancel)
    {
        var report = await verifyLedger.RunAsync(asOf, onProgress, cancel);
        return report.Difference is null ? report with { Difference = await CheckWhatRestsOnItAsync(cancel) } : report;
    }

    private async Task<string?> CheckWhatRestsOnItAsync(CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        return await verifyAccruals.RunAsync(cancel)
            ?? await CheckHeadsAsync(cancel)
            ?? await CheckClosingsAsync(cancel)
            ?? await CheckOpeningsAsync(cancel);
    }

    /// <summary>The head that a statement prints is still the link of its last entry.</summary>
    private async Task<string?> CheckHeadsAsync(CancellationToken cancel)
    {
        var links = db.Links;
        var heads = await db.Statements.AsNoTracking()
            .Where(s => s.HeadEntryId > 0)
            .Select(s => new { s.Period, s.HeadEntryId, s.Head })
            .Distinct()
            .LeftJoin(links, s => s.HeadEntryId, l => l.EntryId, (s, l) => new { s.Period, s.Head, l!.Hash })
            .OrderBy(s => s.Period)
            .ToListAsync(cancel);
        var wrong = heads.Find(h => h.Hash is null || !string.Equals(Convert.ToHexStringLower(h.Hash), h.Head, StringComparison.Ordinal));
        return wrong is null
            ? null
            : $"statements of {wrong.Period}: the head they print, expected {wrong.Head}, found "
                + (wrong.Hash is null ? "none" : Convert.ToHexStringLower(wrong.Hash));
    }

    private async Task<string?> CheckClosingsAsync(CancellationToken cancel)
    {
        var postings = db.Postings;
        var wrong = await db.Statements.AsNoTracking()
            .Select(s => new
            {
                s.PersonId,
                s.Period,
                s.Closing,
                Booked = postings.Where(p => p.AccountId == (s.PersonId * 16) + (long)AccountKind.Available && p.EntryId <= s.HeadEntryId)
                    .Sum(p => p.Points),
            })
            .Where(s => s.Closing != s.Booked)
            .OrderBy(s => s.Period).ThenBy(s => s.PersonId)
            .FirstOrDefaultAsync(cancel);
        return wrong is null ? null : Say(wrong.Period, wrong.PersonId, "closing balance", wrong.Booked, wrong.Closing);
    }

    private async Task<string?> CheckOpeningsAsync(CancellationToken cancel)
    {
        var postings = db.Postings;
        var wrong = await db.Statements.AsNoTracking()
            .Select(s => new
            {
                s.PersonId,
                s.Period,
                s.Opening,
                Added = s.Opening + s.Earned - s.Redeemed - s.Expired - s.Reversed,
                s.Closing,
                Booked = postings.Where(p => p.AccountId == (s.PersonId * 16) + (long)AccountKind.Available && p.EntryId <= s.AfterEntryId)
                    .Sum(p => p.Points),
            })
            .Where(s => s.Opening != s.Booked || s.Added != s.Closing)
            .OrderBy(s => s.Period).ThenBy(s => s.PersonId)
            .FirstOrDefaultAsync(cancel);
        return wrong switch
        {
            null => null,
            _ when wrong.Opening != wrong.Booked => Say(wrong.Period, wrong.PersonId, "opening balance", wrong.Booked, wrong.Opening),
            _ => Say(wrong.Period, wrong.PersonId, "opening and lines", wrong.Closing, wrong.Added),
        };
    }

    private static string Say(string period, long personId, string what, long expected, long found) => string.Create(
        CultureInfo.InvariantCulture, $"statement {period} of person {personId}: {what}, expected {expected}, found {found}");
}
