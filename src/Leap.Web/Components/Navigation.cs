using Leap.Web.Access;

namespace Leap.Web.Components;

/// <summary>The main navigation by what a person may open; the first five fit the phone's bar.</summary>
public static class Navigation
{
    public sealed record Link(string Path, string Key, string Icon);

    private static readonly Link[] Participant =
    [
        new("/home", "nav.home", "home"),
        new("/courses", "nav.courses", "book"),
        new("/sales", "nav.sales", "receipt"),
        new("/points", "nav.points", "points"),
        new("/boards", "nav.boards", "board"),
        new("/badges", "nav.badges", "badge"),
    ];

    private static readonly Link[] Manager =
    [
        new("/manage/sales", "nav.manage.sales", "receipt"),
        new("/manage/promotions", "nav.manage.promotions", "tag"),
        new("/manage/people", "nav.manage.people", "people"),
        new("/manage/firms", "nav.manage.firms", "firm"),
        new("/manage/accounts", "nav.manage.accounts", "points"),
        new("/manage/corrections", "nav.manage.corrections", "edit"),
        new("/manage/operations", "nav.manage.operations", "gear"),
        new("/manage/liability", "nav.manage.liability", "chart"),
        new("/manage/audit", "nav.manage.audit", "shield"),
    ];

    public static IReadOnlyList<Link> For(Me me) =>
        [.. me.IsParticipant ? Participant : [], .. me.IsManager ? Manager : []];
}
