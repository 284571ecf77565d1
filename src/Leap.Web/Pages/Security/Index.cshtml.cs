using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security;

/// <summary>What a person signs in with, and where they are signed in.</summary>
public sealed class IndexModel(LeapDb db, EndSessions endSessions, Calendar calendar, Me me, Locale locale) : PageModel
{
    public sealed record Facts(string Email, bool HasPassword, bool HasSecondFactor, int RecoveryCodes);

    [TempData]
    public string? Notice { get; set; }

    public Facts Ways { get; private set; } = null!;

    /// <summary>Those that are not over, the latest seen first.</summary>
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public TimeZoneInfo Zone => calendar.Zone;

    public string DeviceOf(Session session) => (session.Browser.Length, session.System.Length) switch
    {
        (0, 0) => locale["security.device.unknown"],
        (0, _) => session.System,
        (_, 0) => session.Browser,
        _ => locale.Text("security.device", ("browser", session.Browser), ("system", session.System)),
    };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var codes = db.RecoveryCodes;
        Ways = await db.People.AsNoTracking().Where(p => p.Id == me.PersonId)
            .Select(p => new Facts(p.Email!, p.PasswordHash != null, p.TwoFactorEnabled, codes.Count(c => c.PersonId == p.Id)))
            .SingleAsync(cancel);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.PersonId == me.PersonId)
            .OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.Id)
            .ToListAsync(cancel);
        Sessions = sessions.FindAll(s => !s.IsOver(calendar.Now, me.Staff is not null));
    }

    public async Task<IActionResult> OnPostEndAsync(long id, CancellationToken cancel)
    {
        await endSessions.RunAsync(me.PersonId, id, cancel);
        Notice = locale["security.session.ended"];
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndAllAsync(CancellationToken cancel)
    {
        await endSessions.RunAsync(me.PersonId, sessionId: null, cancel);
        return LocalRedirect("/sign-in");
    }
}
