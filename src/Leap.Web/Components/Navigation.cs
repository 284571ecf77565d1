using Leap.Members;
using Leap.Web.Access;

namespace Leap.Web.Components;

/// <summary>The main navigation by what a person may open; the first five fit the phone's bar.</summary>
public static class Navigation
{
    public sealed record Link(string Path, string Key, string Icon, Permission Permission);

    private static readonly Link[] Participant =
    [
        new("/home", "nav.home", "home", Permission.Learn),
        new("/courses", "nav.courses", "book", Permission.Learn),
        new("/sales", "nav.sales", "receipt", Permission.SeeOwnRecord),
        new("/points", "nav.points", "points", Permission.SeeOwnRecord),
        new("/boards", "nav.boards", "board", Permission.SeeBoards),
        new("/badges", "nav.badges", "badge", Permission.SeeOwnRecord),
        new("/firm", "nav.firm", "firm", Permission.ManageMembers),
    ];

    private static readonly Link[] Staff =
    [
        new("/manage/sales", "nav.manage.sales", "receipt", Permission.SeeSales),
        new("/manage/promotions", "nav.manage.promotions", "tag", Permission.SeePromotions),
        new("/manage/people", "nav.manage.people", "people", Permission.SeePeople),
        new("/manage/firms", "nav.manage.firms", "firm", Permission.SeeFirms),
        new("/manage/accounts", "nav.manage.accounts", "points", Permission.SeeLedger),
        new("/manage/corrections", "nav.manage.corrections", "edit", Permission.SeeLedger),
        new("/manage/operations", "nav.manage.operations", "gear", Permission.SeeOperations),
        new("/manage/liability", "nav.manage.liability", "chart", Permission.SeeLedger),
        new("/manage/terms", "nav.manage.terms", "file", Permission.SeeFirms),
        new("/manage/audit", "nav.manage.audit", "shield", Permission.SeeAudit),
    ];

    public static IReadOnlyList<Link> For(Me me) => [.. Participant.Concat(Staff).Where(link => me.May(link.Permission))];

    /// <summary>Where someone begins; null when there is nothing for them.</summary>
    public static string? Start(Me me) => Participant.Concat(Staff)
        .Where(link => me.May(link.Permission))
        .OrderBy(link => link.Permission == Permission.SeeOwnRecord)
        .FirstOrDefault()?.Path;
}
