using Leap.Badges;
using Leap.Badges.Criteria;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Badges;

/// <summary>The badges that the reader has won, and those of this season that they have not, with how far they are.</summary>
[May(Permission.SeeOwnRecord)]
public sealed class IndexModel(LeapDb db, LeapSettings settings, Calendar calendar, Locale locale, Me me) : PageModel
{
    public sealed record Won(string PublicId, string Icon, LocalizedText Name, DateOnly AwardedOn, bool IsShared);

    /// <param name="Text">What the badge asks for.</param>
    public sealed record Open(string Icon, LocalizedText Name, LocalizedText Text, BadgeGroup Group, int Percent, string Progress);

    public Period Season { get; } = calendar.Season(calendar.Today);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Won> Mine { get; private set; } = [];

    /// <summary>By group, the nearest first.</summary>
    public IReadOnlyList<IGrouping<BadgeGroup, Open>> Ahead { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var badges = await db.Badges.AsNoTracking().OrderBy(b => b.Id).ToListAsync(cancel);
        var assertions = await db.Assertions.AsNoTracking()
            .Where(a => a.PersonId == me.PersonId)
            .OrderByDescending(a => a.AwardedOn).ThenByDescending(a => a.Id)
            .Select(a => new { a.BadgeId, a.PublicId, a.AwardedOn, a.Period, IsShared = a.SharedAt != null })
            .ToListAsync(cancel);
        var byId = badges.ToDictionary(b => b.Id);
        Mine = [.. assertions.Select(a => new Won(a.PublicId, byId[a.BadgeId].Icon, byId[a.BadgeId].Name, a.AwardedOn, a.IsShared))];
        var held = assertions.Where(a => a.Period == Season.Key).Select(a => a.BadgeId).ToHashSet();
        var record = await SeasonRecord.LoadAsync(db, Season, me.PersonId, cancel);
        Ahead = [.. badges
            .Where(b => !held.Contains(b.Id))
            .Select(b => ToOpen(b, record))
            .OrderByDescending(b => b.Percent)
            .GroupBy(b => b.Group)
            .OrderBy(g => g.Key)];
    }

    private Open ToOpen(Badge badge, SeasonRecord record)
    {
        var criterion = Criterion.All[badge.Criterion];
        var progress = criterion.ProgressOf(record, BadgeTerms.Parse(badge.Parameters)!);
        return new Open(badge.Icon, badge.Name, badge.Text, criterion.Group, progress.Percent, Tell(badge.Criterion, progress));
    }

    private string Tell(string criterion, BadgeProgress progress) => progress switch
    {
        { Percent: 100 } => locale["badges.progress.done"],
        { IsMoney: true } => locale.Text(
            $"badges.progress.{criterion}",
            ("reached", locale.MoneyShort(progress.Reached, settings.Programme.Currency)),
            ("needed", locale.MoneyShort(progress.Needed, settings.Programme.Currency))),
        _ => locale.Count($"badges.progress.{criterion}", progress.Needed, ("reached", progress.Reached)),
    };
}
