using Leap.Courses;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Programmes;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Firm;

/// <summary>Who belongs to one's firm and what each may do there, for those who look after it.</summary>
[May(Permission.ManageMembers)]
public sealed class IndexModel(LeapDb db, Calendar calendar, Me me, Locale locale) : PageModel
{
    public const int PageSize = 50;

    /// <param name="ActiveOn">When the person last reported a sale or passed a module; null when never.</param>
    public sealed record Row(
        long Id, long PersonId, string Name, string Email, Personas Personas, DateOnly FromOn, DateOnly? ToOn, bool IsSuspended)
    {
        public DateOnly? ActiveOn { get; init; }

        public bool NeedsConsent { get; init; }
    }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why something was refused, in the reader's language; null when nothing was.</summary>
    public string? Refused { get; private set; }

    public IReadOnlyList<Row> Members { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Invitations that wait for an answer.</summary>
    public int Invited { get; private set; }

    public bool EveryoneMayDoAll { get; private set; }

    public DateOnly Today => calendar.Today;

    public bool IsMe(Row row) => row.PersonId == me.PersonId;

    public string Address(int number) => number > 1 ? FormattableString.Invariant($"/firm?p={number}") : "/firm";

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    /// <param name="personas">Names of those to have; whatever else is sent is refused as a whole.</param>
    public async Task<IActionResult> OnPostPersonasAsync(
        long id, string[] personas, [FromServices] GivePersonas givePersonas, CancellationToken cancel)
    {
        var known = Permissions.Grantable.ToDictionary(p => p.ToString(), StringComparer.Ordinal);
        if (!ModelState.IsValid || Array.Exists(personas, name => !known.ContainsKey(name)))
        {
            return await RefuseAsync(GivePersonas.Refusal.UnknownPersona, cancel);
        }

        var wanted = personas.Aggregate(Personas.None, (all, name) => all | known[name]);
        var outcome = await givePersonas.RunAsync((me.FirmId, id), wanted, me.PersonId, cancel);
        return outcome.Refusal switch
        {
            null => Done("firm.done.personas"),
            GivePersonas.Refusal.NoSuchMember => NotFound(),
            { } refusal => await RefuseAsync(refusal, cancel),
        };
    }

    public async Task<IActionResult> OnPostEndAsync(
        long id, DateOnly? lastOn, [FromServices] EndMembership endMembership, CancellationToken cancel)
    {
        var outcome = await endMembership.RunAsync((me.FirmId, id), lastOn ?? Today, me.PersonId, cancel);
        return outcome.Refusal switch
        {
            null => Done("firm.done.end"),
            EndMembership.Refusal.NoSuchMember => NotFound(),
            { } refusal => await RefuseAsync(refusal, cancel),
        };
    }

    public async Task<IActionResult> OnPostConsentAsync(long id, [FromServices] ConsentToMember consent, CancellationToken cancel)
    {
        var outcome = await consent.RunAsync((me.FirmId, id), me.PersonId, cancel);
        return outcome.Refusal switch
        {
            null => Done("firm.done.consent"),
            ConsentToMember.Refusal.NoSuchMember => NotFound(),
            { } refusal => await RefuseAsync(refusal, cancel),
        };
    }

    public async Task<IActionResult> OnPostEveryoneAsync(bool isOn, [FromServices] ShareDuties shareDuties, CancellationToken cancel)
    {
        await shareDuties.RunAsync(me.FirmId, isOn, me.PersonId, cancel);
        return Done(isOn ? "firm.done.everyone" : "firm.done.personas-only");
    }

    private RedirectResult Done(string key)
    {
        Notice = locale[key];
        return Redirect("/firm");
    }

    private async Task<IActionResult> RefuseAsync<TRefusal>(TRefusal refusal, CancellationToken cancel)
        where TRefusal : struct, Enum
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Refused = locale.Refusal(refusal);
        await LoadAsync(cancel);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var today = Today;
        EveryoneMayDoAll = await db.Firms.Where(f => f.Id == me.FirmId).Select(f => f.EveryoneMayDoAll).SingleAsync(cancel);
        var now = calendar.Now;
        Invited = await db.Invitations
            .CountAsync(i => i.FirmId == me.FirmId && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now, cancel);
        var members = db.Memberships.AsNoTracking().Where(m => m.FirmId == me.FirmId && (m.ToOn == null || m.ToOn >= today));
        Total = await members.CountAsync(cancel);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var people = db.People;
        var rows = await members
            .Join(people, m => m.PersonId, p => p.Id, (m, p) => new { Membership = m, Person = p })
            .OrderBy(x => x.Person.Name).ThenBy(x => x.Person.Id)
            .Skip((Number - 1) * PageSize)
            .Take(PageSize)
            .Select(x => new Row(
                x.Membership.Id,
                x.Person.Id,
                x.Person.Name,
                x.Person.Email!,
                x.Membership.Personas,
                x.Membership.FromOn,
                x.Membership.ToOn,
                x.Person.SuspendedAt != null))
            .ToListAsync(cancel);
        Members = await WithActivityAsync(rows, cancel);
    }

    private async Task<IReadOnlyList<Row>> WithActivityAsync(List<Row> rows, CancellationToken cancel)
    {
        var (ids, people) = (rows.ConvertAll(r => r.Id), rows.ConvertAll(r => r.PersonId));
        var reported = await db.Sales.Where(s => s.FirmId == me.FirmId && people.Contains(s.PersonId))
            .GroupBy(s => s.PersonId)
            .ToDictionaryAsync(g => g.Key, g => g.Max(s => s.SubmittedAt), cancel);
        var passed = await db.Completions.Where(c => people.Contains(c.PersonId))
            .GroupBy(c => c.PersonId)
            .ToDictionaryAsync(g => g.Key, g => g.Max(c => c.CompletedOn), cancel);
        var waiting = await ConsentToMember.Waiting(db).Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(cancel);
        return [.. rows.Select(r => r with { ActiveOn = Later(r), NeedsConsent = waiting.Contains(r.Id) })];

        DateOnly? Later(Row row)
        {
            DateOnly? sold = reported.TryGetValue(row.PersonId, out var at) ? calendar.DayOf(at) : null;
            DateOnly? learned = passed.TryGetValue(row.PersonId, out var on) ? on : null;
            return sold > learned || learned is null ? sold : learned;
        }
    }
}
