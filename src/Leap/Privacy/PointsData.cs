using Leap.Corrections;
using Leap.Ledger;
using Leap.Statements;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// What someone earned and spent. Entries can't be changed (L1) and hold no name; what managers noted on a correction goes.
/// </summary>
internal static class PointsData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(Account),
            "accounts",
            Fate.Kept,
            (db, id) => db.Accounts
                .Where(a => a.OwnerId == id && (a.Kind == AccountKind.Available || a.Kind == AccountKind.Pending
                    || a.Kind == AccountKind.Debt || a.Kind == AccountKind.Held))
                .OrderBy(a => a.Id)
                .Select(a => new { Account = a.Kind, a.Points }),
            [nameof(Account.OwnerId)]),
        PersonalTable.Of(
            typeof(Posting),
            "points",
            Fate.Kept,
            (db, id) =>
                from posting in db.Postings
                join entry in db.Entries on posting.EntryId equals entry.Id
                where posting.AccountId == AccountRef.Available(id).Id || posting.AccountId == AccountRef.Pending(id).Id
                    || posting.AccountId == AccountRef.Debt(id).Id || posting.AccountId == AccountRef.Held(id).Id
                orderby entry.Id, posting.Line
                select new
                {
                    Entry = entry.Id, entry.BookedAt, entry.EffectiveOn, entry.Kind, entry.Cause, posting.AccountId, posting.Points,
                },
            []),
        PersonalTable.Of(
            typeof(Lot),
            "expiry-dates",
            Fate.Kept,
            (db, id) => db.Lots.Where(l => l.AccountId == AccountRef.Available(id).Id)
                .OrderBy(l => l.Id)
                .Select(l => new { l.OpenedOn, l.ExpiresOn, l.Points, l.Remaining }),
            []),
        PersonalTable.Of(
            typeof(Statement),
            "statements",
            Fate.Kept,
            (db, id) => db.Statements.Where(s => s.PersonId == id)
                .OrderBy(s => s.Period)
                .Select(s => new
                {
                    s.Period, s.Zone, s.Opening, s.Earned, s.Redeemed, s.Expired, s.Reversed, s.Closing, s.Pending, s.IssuedAt,
                }),
            [nameof(Statement.PersonId)]),
        PersonalTable.Of(
            typeof(ManualEntry),
            "corrections",
            Fate.Blanked,
            (db, id) => db.ManualEntries.Where(e => e.OwnerId == id && !e.IsBudget)
                .OrderBy(e => e.Id)
                .Select(e => new { e.Kind, e.Points, e.Reason, e.Note, e.EffectiveOn, e.ProposedAt, e.State, e.DecidedAt }),
            [nameof(ManualEntry.OwnerId), nameof(ManualEntry.ProposedById), nameof(ManualEntry.DecidedById), nameof(ManualEntry.Note)])
            .Erases((db, leaver, cancel) => db.ManualEntries.Where(e => e.OwnerId == leaver.PersonId && !e.IsBudget && e.Note != "")
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Note, ""), cancel)),
    ];
}
