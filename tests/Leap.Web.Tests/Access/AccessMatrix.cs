namespace Leap.Web.Tests.Access;

/// <summary>Who may reach a route: declared here for every one there is. A page that nobody placed fails the tests.</summary>
internal static class AccessMatrix
{
    /// <summary>Those who come without an account.</summary>
    public const string Visitor = "visitor";

    public static readonly IReadOnlyList<string> Roles = [Visitor, "seller", "firm-admin", "manager"];

    private static readonly string[] Anyone = [.. Roles];
    private static readonly string[] SignedIn = ["seller", "firm-admin", "manager"];
    private static readonly string[] Participants = ["seller", "firm-admin"];
    private static readonly string[] Managers = ["manager"];

    public static IReadOnlyDictionary<string, string[]> Routes { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [""] = Anyone,
        ["Index"] = Anyone,
        ["badges"] = Participants,
        ["badges/{publicId}"] = Anyone,
        ["boards"] = Participants,
        ["courses"] = Participants,
        ["courses/{code}"] = Participants,
        ["courses/{code}/quiz"] = Participants,
        ["courses/{code}/result/{attempt:long}"] = Participants,
        ["development/mail"] = Anyone,
        ["development/mail/{id}"] = Anyone,
        ["development/mail/{id}/html"] = Anyone,
        ["error/{status:int}"] = Anyone,
        ["healthz"] = Anyone,
        ["home"] = Participants,
        ["language"] = Anyone,
        ["manage/accounts"] = Managers,
        ["manage/accounts/entry/{id:long}"] = Managers,
        ["manage/accounts/firm/{id:long}"] = Managers,
        ["manage/accounts/person/{id:long}"] = Managers,
        ["manage/accounts/programme/{kind}"] = Managers,
        ["manage/accounts/promotion/{id:long}"] = Managers,
        ["manage/audit"] = Managers,
        ["manage/closings"] = Managers,
        ["manage/corrections"] = Managers,
        ["manage/corrections/new"] = Managers,
        ["manage/firms"] = Managers,
        ["manage/firms/{id:long}"] = Managers,
        ["manage/liability"] = Managers,
        ["manage/operations"] = Managers,
        ["manage/people"] = Managers,
        ["manage/people/{id:long}"] = Managers,
        ["manage/promotions"] = Managers,
        ["manage/promotions/{code}"] = Managers,
        ["manage/sales"] = Managers,
        ["manage/sales/{id:long}"] = Managers,
        ["points"] = Participants,
        ["sales"] = Participants,
        ["sales/{id:long}"] = Participants,
        ["sales/log"] = Participants,
        ["sign-in"] = Anyone,
        ["sign-in/link"] = Anyone,
        ["sign-out"] = SignedIn,
        ["statements"] = Participants,
        ["statements/{period}"] = Participants,
    };
}
