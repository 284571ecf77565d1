using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>One entry: its legs, the lots that it moved, what it corrects and what corrects it.</summary>
[May(Permission.SeeLedger)]
public sealed class EntryModel(LeapDb db, Programmes.Calendar calendar, Locale locale) : PageModel
{
    /// <summary>An entry of an import can have many; more than these are no help to a reader.</summary>
    private const int RowsMax = 200;

    public sealed record Fact(
        long Id, EntryKind Kind, string Key, string Cause, DateOnly EffectiveOn, DateTime BookedAt, long? CorrectsId);

    /// <param name="EntryId">The entry that brought the points.</param>
    /// <param name="Points">Negative where they were given back.</param>
    public sealed record Part(long EntryId, EntryKind Kind, string Cause, DateOnly ExpiresOn, long Points);

    public sealed record Lot(DateOnly ExpiresOn, long Points, long Remaining);

    public sealed record Correction(long Id, EntryKind Kind);

    public sealed record Manually(string Note, string ProposedBy, DateTime ProposedAt, string? DecidedBy, DateTime DecidedAt);

    public Fact Entry { get; private set; } = null!;

    public IReadOnlyList<Leg> Legs { get; private set; } = [];

    public AccountNames Names { get; private set; } = null!;

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    public IReadOnlyList<Lot> Opened { get; private set; } = [];

    public IReadOnlyList<Correction> CorrectedBy { get; private set; } = [];

    /// <summary>Null unless a person booked it.</summary>
    public Manually? Manual { get; private set; }

    public TimeZoneInfo Zone => calendar.Zone;

    /// <summary>The account that the entry is about: a person's, else a promotion's; null when it has neither.</summary>
    public AccountRef? Owner { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        var entry = await db.Entries.AsNoTracking().Where(e => e.Id == id)
            .Select(e => new Fact(e.Id, e.Kind, e.Key, e.Cause, e.EffectiveOn, e.BookedAt, e.CorrectsId))
            .SingleOrDefaultAsync(cancel);
        if (entry is null)
        {
            return NotFound();
        }

        Entry = entry;
        var legs = await db.Postings.AsNoTracking().Where(p => p.EntryId == id)
            .OrderBy(p => p.Line)
            .Take(RowsMax)
            .Select(p => new { p.AccountId, p.Points })
            .ToListAsync(cancel);
        Legs = legs.ConvertAll(l => new Leg(AccountRef.FromId(l.AccountId), l.Points));
        Names = await AccountNames.LoadAsync(db, [.. Legs.Select(l => l.Account)], locale, cancel);
        Owner = Legs.Select(l => l.Account).Where(a => !a.IsProgrammes)
            .OrderBy(a => a.Kind == AccountKind.Budget)
            .Select(a => (AccountRef?)(a.Kind == AccountKind.Budget ? a : AccountRef.Available(a.OwnerId)))
            .FirstOrDefault();
        await LoadLotsAsync(id, cancel);
        await LoadCorrectionsAsync(id, cancel);
        return Page();
    }

    private async Task LoadLotsAsync(long id, CancellationToken cancel)
    {
        var (lots, entries) = (db.Lots, db.Entries);
        Parts = await db.Allocations.AsNoTracking().Where(a => a.EntryId == id)
            .Join(lots, a => a.LotId, l => l.Id, (a, l) => new { a.Points, Lot = l })
            .Join(entries, x => x.Lot.EntryId, e => e.Id, (x, e) => new { x.Points, x.Lot, Entry = e })
            .OrderBy(x => x.Lot.ExpiresOn).ThenBy(x => x.Lot.OpenedOn).ThenBy(x => x.Lot.Id)
            .Take(RowsMax)
            .Select(x => new Part(x.Entry.Id, x.Entry.Kind, x.Entry.Cause, x.Lot.ExpiresOn, x.Points))
            .ToListAsync(cancel);
        Opened = await db.Lots.AsNoTracking().Where(l => l.EntryId == id)
            .OrderBy(l => l.Id)
            .Take(RowsMax)
            .Select(l => new Lot(l.ExpiresOn, l.Points, l.Remaining))
            .ToListAsync(cancel);
    }

    private async Task LoadCorrectionsAsync(long id, CancellationToken cancel)
    {
        var people = db.People;
        CorrectedBy = await db.Entries.AsNoTracking().Where(e => e.CorrectsId == id)
            .OrderBy(e => e.Id)
            .Take(RowsMax)
            .Select(e => new Correction(e.Id, e.Kind))
            .ToListAsync(cancel);
        Manual = await db.ManualEntries.AsNoTracking().Where(m => m.EntryId == id)
            .Select(m => new Manually(
                m.Note,
                people.Where(p => p.Id == m.ProposedById).Select(p => p.Name).First(),
                m.ProposedAt,
                people.Where(p => p.Id == m.DecidedById).Select(p => p.Name).FirstOrDefault(),
                m.DecidedAt ?? m.ProposedAt))
            .FirstOrDefaultAsync(cancel);
    }
}
