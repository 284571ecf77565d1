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

    /// <summary>For who is about to tell people their figures.</summary>
    /// <exception cref="BooksException">The ledger is not as it was booked; a wrong figure is worse than none.</exception>
    public async Task RequireAsync(CancellationToken cancel)
    {
        var report = await RunAsync(asOf: null, onProgress: null, cancel);
        if (report.Difference is { } difference)
        {
            throw new BooksException($"No statement was written, since the books do not balance: {difference}.");
        }
    }

    private async Task<string?> CheckWhatRestsOnItAsync(CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        return await verifyAccruals.RunAsync(cancel)
            ?? await CheckHeadsAsync(cancel)
            ?? await CheckFiguresAsync(cancel);
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

    /// <summary>Each opens and closes with what was booked until then, and its lines make the difference.</summary>
    private async Task<string?> CheckFiguresAsync(CancellationToken cancel)
    {
        var postings = db.Postings;
        var wrong = await db.Statements.AsNoTracking()
            .Select(s => new { Statement = s, Account = (s.PersonId * 16) + (long)AccountKind.Available })
            .Select(x => new
            {
                x.Statement.PersonId,
                x.Statement.Period,
                x.Statement.Opening,
                x.Statement.Closing,
                Added = x.Statement.Opening + x.Statement.Earned - x.Statement.Redeemed - x.Statement.Expired - x.Statement.Reversed,
                BookedBefore = postings.Where(p => p.AccountId == x.Account && p.EntryId <= x.Statement.AfterEntryId).Sum(p => p.Points),
                Booked = postings.Where(p => p.AccountId == x.Account && p.EntryId <= x.Statement.HeadEntryId).Sum(p => p.Points),
            })
            .Where(s => s.Opening != s.BookedBefore || s.Closing != s.Booked || s.Closing != s.Added)
            .OrderBy(s => s.Period).ThenBy(s => s.PersonId)
            .FirstOrDefaultAsync(cancel);
        return wrong switch
        {
            null => null,
            _ when wrong.Closing != wrong.Booked => Say(wrong.Period, wrong.PersonId, "closing balance", wrong.Booked, wrong.Closing),
            _ when wrong.Opening != wrong.BookedBefore =>
                Say(wrong.Period, wrong.PersonId, "opening balance", wrong.BookedBefore, wrong.Opening),
            _ => Say(wrong.Period, wrong.PersonId, "opening and lines", wrong.Closing, wrong.Added),
        };
    }

    private static string Say(string period, long personId, string what, long expected, long found) => string.Create(
        CultureInfo.InvariantCulture, $"statement {period} of person {personId}: {what}, expected {expected}, found {found}");
}
