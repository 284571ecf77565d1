using System.Globalization;
using Leap.Access;
using Leap.Badges;
using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Profile;

/// <summary>What a person says about themselves, what others see of it, and which mails come.</summary>
public sealed class IndexModel(LeapDb db, MailKinds kinds, LeapSettings settings, Locale locale, Me me) : PageModel
{
    public sealed record Won(string PublicId, LocalizedText Name, string Icon, DateOnly AwardedOn, bool? IsPublic);

    /// <summary>Zones of one part of the world.</summary>
    public sealed record Area(string Name, IReadOnlyList<(string Id, string Text)> Zones);

    public ProfileForm Profile { get; private set; } = new();

    public VisibilityForm Visibility { get; private set; } = new();

    public MailForm Mail { get; private set; } = new();

    public string Email { get; private set; } = "";

    /// <summary>The zone that holds where none is chosen.</summary>
    public string CountryZone { get; private set; } = "";

    /// <summary>Null while mails go to the person's address.</summary>
    public RestingAddress? Resting { get; private set; }

    public IReadOnlyList<Won> Badges { get; private set; } = [];

    public IReadOnlyList<MailKind> Kinds => kinds.Choices;

    [TempData]
    public string? Notice { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(
        [Bind(Prefix = "Profile")] ProfileForm profile,
        [FromServices] ChangeProfile change,
        [FromServices] Languages languages,
        CancellationToken cancel)
    {
        if (languages.All.All(l => !string.Equals(l.Code, profile.Language, StringComparison.Ordinal)))
        {
            ModelState.AddModelError("Profile.Language", locale["error.value"]);
        }

        if (!ModelState.IsValid)
        {
            return await AgainAsync(() => Profile = profile, cancel);
        }

        var outcome = await change.RunAsync(me.PersonId, profile.ToProfile(), cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError(FieldOf(refusal), locale.Refusal(refusal));
            return await AgainAsync(() => Profile = profile, cancel);
        }

        // The language is part of the sign-in's cookie.
        await HttpContext.RequestServices.GetRequiredService<Entrance>().RefreshAsync(HttpContext, outcome.Value);
        return Saved(languages.For(profile.Language)["profile.saved"]);
    }

    public async Task<IActionResult> OnPostVisibilityAsync(
        [Bind(Prefix = "Visibility")] VisibilityForm visibility,
        [FromServices] ChangeVisibility change,
        [FromServices] ChooseBadgePages pages,
        CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return await AgainAsync(() => Visibility = visibility, cancel);
        }

        var outcome = await change.RunAsync(me.PersonId, visibility.ToVisibility(), cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError("Visibility.Alias", locale.Refusal(refusal));
            return await AgainAsync(() => Visibility = visibility, cancel);
        }

        var choices = visibility.Badges.ToDictionary(
            b => b.Key, b => b.Value is "open" ? true : b.Value is "closed" ? false : (bool?)null, StringComparer.Ordinal);
        await pages.RunAsync(me.PersonId, choices, cancel);
        return Saved(locale["profile.saved"]);
    }

    public async Task<IActionResult> OnPostMailAsync(
        [Bind(Prefix = "Mail")] MailForm mail, [FromServices] ChooseMail choose, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return await AgainAsync(() => Mail = mail, cancel);
        }

        await choose.RunAsync(me.PersonId, mail.Wanted, mail.Rhythm, cancel);
        return Saved(locale["profile.saved"]);
    }

    /// <summary>Mails a link there; using it shows that the address works.</summary>
    public async Task<IActionResult> OnPostLinkAsync([FromServices] SendSignInLink send, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var wait = Resting is null ? 0 : await send.RunAsync(Email, "/me", cancel);
        return Saved(wait > 0 ? locale.Count("sign-in.wait", wait) : locale.Text("resting.own.bounced.sent", ("address", Email)));
    }

    /// <summary>Mails are welcome after all.</summary>
    public async Task<IActionResult> OnPostWelcomeAsync([FromServices] LiftRest lift, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        await lift.OwnAsync(Email, me.PersonId, cancel);
        return Saved(locale["resting.own.lifted"]);
    }

    /// <summary>What the reader knows a field by.</summary>
    public string? NameOf(string key) => key switch
    {
        "Profile.Name" => locale["profile.name"],
        "Profile.LatinName" => locale["profile.latin"],
        "Profile.Language" => locale["profile.language"],
        "Profile.TimeZone" => locale["profile.zone"],
        "Visibility.Alias" => locale["profile.alias"],
        _ => null,
    };

    /// <summary>Every zone by part of the world; the offsets are today's.</summary>
    public IReadOnlyList<Area> Areas(DateTime now) =>
    [
        .. PersonZone.All.GroupBy(z => z.Id.Split('/')[0], StringComparer.Ordinal).Select(area => new Area(
            locale[$"profile.zone.area.{area.Key}"],
            [.. area.Select(z => (z.Id, $"{Place(z.Id)} ({Offset(z.GetUtcOffset(now))})"))])),
    ];

    private static string Place(string id) =>
        id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ').Replace("/", ", ", StringComparison.Ordinal);

    private static string Offset(TimeSpan offset) =>
        "UTC" + (offset < TimeSpan.Zero ? "\u2212" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);

    private static string FieldOf(ChangeProfile.Refusal refusal) => refusal switch
    {
        ChangeProfile.Refusal.NameMissing or ChangeProfile.Refusal.NameTooLong or ChangeProfile.Refusal.NameHasMarks => "Profile.Name",
        ChangeProfile.Refusal.UnknownZone => "Profile.TimeZone",
        _ => "Profile.LatinName",
    };

    /// <summary>The form as it was sent, beside the others as they are stored.</summary>
    private async Task<IActionResult> AgainAsync(Action keep, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        keep();
        return Page();
    }

    private LocalRedirectResult Saved(string notice)
    {
        Notice = notice;
        return LocalRedirect("/me");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == me.PersonId, cancel);
        Email = person.Email ?? "";
        var key = RestingAddress.KeyOf(Email);
        Resting = await db.RestingAddresses.AsNoTracking().SingleOrDefaultAsync(r => r.Address == key && r.LiftedAt == null, cancel);
        CountryZone = PersonZone.Of(chosen: null, person.Country, settings.Programme).Id;
        Profile = new()
        {
            Name = person.Name, LatinName = person.LatinName ?? "", Language = person.Language, TimeZone = person.TimeZone ?? "",
        };
        Visibility = new() { BoardName = person.BoardName, Alias = person.Alias ?? "", AreBadgesPublic = person.AreBadgesPublic };
        Mail = new()
        {
            Wanted = [.. kinds.Choices.Select(k => k.Name).Except(person.DeclinedMail.Split(' '), StringComparer.Ordinal)],
            Rhythm = person.StatementRhythm,
        };
        var badges = db.Badges;
        Badges = await db.Assertions.AsNoTracking().Where(a => a.PersonId == me.PersonId)
            .OrderByDescending(a => a.AwardedOn).ThenByDescending(a => a.Id)
            .Join(badges, a => a.BadgeId, b => b.Id, (a, b) => new Won(a.PublicId, b.Name, b.Icon, a.AwardedOn, a.IsPublic))
            .ToListAsync(cancel);
    }
}
