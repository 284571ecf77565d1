using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>A person's role in the programme's staff, for administrators.</summary>
[May(Permission.ManageStaff)]
public sealed class RoleModel(LeapDb db, Me me, Locale locale) : PageModel
{
    public sealed record Facts(long Id, string Name, StaffRole? Staff);

    /// <summary>Why it was refused, in the reader's language; null when it was not.</summary>
    public string? Refused { get; private set; }

    public Facts Person { get; private set; } = null!;

    public bool IsMe => Person.Id == me.PersonId;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    /// <param name="role">A role's name; empty takes it.</param>
    public async Task<IActionResult> OnPostAsync(
        long id, string? role, [FromServices] GiveStaffRole giveStaffRole, CancellationToken cancel)
    {
        var known = Enum.GetValues<StaffRole>().ToDictionary(r => r.ToString(), r => (StaffRole?)r, StringComparer.Ordinal);
        var wanted = string.IsNullOrEmpty(role) ? null : known.GetValueOrDefault(role, (StaffRole)(-1));
        var outcome = await giveStaffRole.RunAsync(id, wanted, me.PersonId, cancel);
        if (outcome.Refusal is null)
        {
            return Redirect(FormattableString.Invariant($"/manage/people/{id}"));
        }

        if (outcome.Refusal == GiveStaffRole.Refusal.NoSuchPerson || !await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Refused = locale.Refusal(outcome.Refusal.Value);
        return Page();
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == id).Select(p => new Facts(p.Id, p.Name, p.Staff))
            .SingleOrDefaultAsync(cancel);
        Person = person ?? Person;
        return person is not null;
    }
}
