using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>Moves a person to another firm, ends their time at one, suspends them or lets them in again, each with one form.</summary>
[May(Permission.ManagePeople)]
public sealed class ChangeModel(LeapDb db, Calendar calendar, Me me, Locale locale) : PageModel
{
    public sealed record Facts(long Id, string Name, DateTime? SuspendedAt, SuspensionReason? SuspendedFor);

    public sealed record Workplace(long MembershipId, long FirmId, string FirmName, DateOnly? ToOn);

    /// <summary>Why something was refused, in the reader's language; null when nothing was.</summary>
    public string? Refused { get; private set; }

    public Facts Person { get; private set; } = null!;

    /// <summary>Null when the person is a member of no firm today.</summary>
    public Workplace? Current { get; private set; }

    public bool IsMe => Person.Id == me.PersonId;

    public string Today => Iso(calendar.Today);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostMoveAsync(
        long id, string? firm, DateOnly? fromOn, [FromServices] MovePerson movePerson, CancellationToken cancel)
    {
        var outcome = await movePerson.RunAsync(id, firm ?? "", fromOn ?? calendar.Today, me.PersonId, cancel);
        return await AnswerAsync(id, outcome.Refusal, MovePerson.Refusal.NoSuchPerson, cancel);
    }

    public async Task<IActionResult> OnPostEndAsync(
        long id, long firmId, long membershipId, [FromServices] EndMembership endMembership, CancellationToken cancel)
    {
        DateOnly? lastOn = DateOnly.TryParseExact(Request.Form["lastOn"], "yyyy-MM-dd", out var day) ? day : null;
        if (!await db.Memberships.AnyAsync(m => m.Id == membershipId && m.PersonId == id, cancel))
        {
            return NotFound();
        }

        var outcome = await endMembership.RunAsync((firmId, membershipId), lastOn ?? calendar.Today, me.PersonId, cancel);
        return await AnswerAsync(id, outcome.Refusal, EndMembership.Refusal.NoSuchMember, cancel);
    }

    public async Task<IActionResult> OnPostSuspendAsync(
        long id, SuspensionReason? reason, [FromServices] SuspendPerson suspendPerson, CancellationToken cancel)
    {
        var outcome = await suspendPerson.RunAsync(id, reason, me.PersonId, cancel);
        return await AnswerAsync(id, outcome.Refusal, SuspendPerson.Refusal.NoSuchPerson, cancel);
    }

    public async Task<IActionResult> OnPostLiftAsync(long id, [FromServices] SuspendPerson suspendPerson, CancellationToken cancel)
    {
        var outcome = await suspendPerson.LiftAsync(id, me.PersonId, cancel);
        return await AnswerAsync(id, outcome.Refusal, SuspendPerson.Refusal.NoSuchPerson, cancel);
    }

    private async Task<IActionResult> AnswerAsync<TRefusal>(long id, TRefusal? refusal, TRefusal missing, CancellationToken cancel)
        where TRefusal : struct, Enum
    {
        if (refusal is null)
        {
            return Redirect(FormattableString.Invariant($"/manage/people/{id}"));
        }

        if (EqualityComparer<TRefusal>.Default.Equals(refusal.Value, missing) || !await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Refused = locale.Refusal(refusal.Value);
        return Page();
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == id)
            .Select(p => new Facts(p.Id, p.Name, p.SuspendedAt, p.SuspendedFor))
            .SingleOrDefaultAsync(cancel);
        if (person is null)
        {
            return false;
        }

        Person = person;
        var (today, firms) = (calendar.Today, db.Firms);
        Current = await db.Memberships.AsNoTracking()
            .Where(m => m.PersonId == id && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .Join(firms, m => m.FirmId, f => f.Id, (m, f) => new Workplace(m.Id, f.Id, f.Name, m.ToOn))
            .FirstOrDefaultAsync(cancel);
        return true;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
