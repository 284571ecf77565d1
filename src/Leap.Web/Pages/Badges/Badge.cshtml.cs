using System.Globalization;
using Leap.Badges;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Badges;

/// <summary>
/// A badge as anyone sees it who has its address (B3); its holder also finds the ways to share it (B4). Addresses here are put together
/// by hand: the public id is case-sensitive, and generated ones are in small letters.
/// </summary>
public sealed class BadgeModel(LeapDb db, ShareBadge shareBadge, LeapSettings settings, Programmes.Calendar calendar, Me me) : PageModel
{
    public sealed record Row(
        long PersonId,
        string Holder,
        DateOnly AwardedOn,
        string Period,
        DateTime? SharedAt,
        string Icon,
        LocalizedText Name,
        LocalizedText Text,
        bool IsPublic,
        string? LatinName);

    public Row Shown { get; private set; } = null!;

    public string PublicId { get; private set; } = "";

    public bool IsMine { get; private set; }

    /// <summary>Since when it is shared, as a day in the programme's zone.</summary>
    public DateOnly? SharedOn => Shown.SharedAt is { } at ? calendar.DayOf(at) : null;

    public Period? Season => calendar.Find(Shown.Period);

    /// <summary>The address that people share: the same whatever host the page was asked from.</summary>
    public string Address => $"{settings.PublicUrl.TrimEnd('/')}/badges/{PublicId}";

    public string AddressIn(Locale locale) => QueryHelpers.AddQueryString(Address, "language", locale.Code);

    public string AddToLinkedIn(Locale locale) => Link(
        "https://www.linkedin.com/profile/add",
        ("startTask", "CERTIFICATION_NAME"),
        ("name", Shown.Name.In(locale.Code)),
        ("organizationName", settings.Programme.Vendor),
        ("issueYear", Shown.AwardedOn.Year.ToString(CultureInfo.InvariantCulture)),
        ("issueMonth", Shown.AwardedOn.Month.ToString(CultureInfo.InvariantCulture)),
        ("certUrl", Address),
        ("certId", PublicId));

    public string PostOnLinkedIn => Link("https://www.linkedin.com/sharing/share-offsite/", ("url", Address));

    public string PostOnFacebook => Link("https://www.facebook.com/sharer/sharer.php", ("u", Address));

    public string PostOnX(string text) => Link("https://x.com/intent/post", ("url", Address), ("text", text));

    public string SendByWhatsApp(string text) => Link("https://wa.me/", ("text", $"{text} {Address}"));

    public async Task<IActionResult> OnGetAsync(string publicId, CancellationToken cancel)
    {
        var badges = db.Badges;
        var people = db.People;
        var row = await db.Assertions.AsNoTracking()
            .Where(a => a.PublicId == publicId)
            .Join(people, a => a.PersonId, p => p.Id, (a, p) => new { a, p.LatinName, IsPublic = a.IsPublic ?? p.AreBadgesPublic })
            .Join(badges, x => x.a.BadgeId, b => b.Id, (x, b) => new Row(
                x.a.PersonId, x.a.RecipientName, x.a.AwardedOn, x.a.Period, x.a.SharedAt, b.Icon, b.Name, b.Text, x.IsPublic, x.LatinName))
            .FirstOrDefaultAsync(cancel);
        IsMine = me.IsSignedIn && me.PersonId == row?.PersonId;
        if (row is null || !(row.IsPublic || IsMine))
        {
            return NotFound();
        }

        Shown = row;
        PublicId = publicId;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string publicId, bool isShared, CancellationToken cancel)
    {
        if (!me.IsSignedIn || !ModelState.IsValid)
        {
            return NotFound();
        }

        var outcome = await shareBadge.RunAsync(me.PersonId, publicId, isShared, cancel);
        return outcome.Refusal is null ? Redirect($"/badges/{publicId}") : NotFound();
    }

    private static string Link(string address, params (string Name, string Value)[] query) =>
        QueryHelpers.AddQueryString(address, query.Select(q => KeyValuePair.Create(q.Name, (string?)q.Value)));
}
