namespace Leap.Web.Tests.Access;

/// <summary>
/// Who may reach a route: declared here for every one there is. A route that nobody placed fails the tests. A new one needs a line in
/// <see cref="Routes"/>; if its address holds an id, also one in <see cref="Own"/>, and, where the id belongs to a person or a firm, those
/// in <see cref="Foreign"/> that a stranger would try.
/// </summary>
internal static class AccessMatrix
{
    /// <summary>Those who come without an account.</summary>
    public const string Visitor = "visitor";

    /// <summary>Was signed in when the account was suspended.</summary>
    public const string Suspended = "suspended";

    private static readonly string[] Anyone = [.. AccessWorld.Roles];
    private static readonly string[] SignedIn = [.. Anyone.Where(r => r is not (Visitor or Suspended))];
    private static readonly string[] Staff = [.. AccessWorld.Staff.Keys];
    private static readonly string[] Record = [.. SignedIn.Except(Staff, StringComparer.Ordinal)];
    private static readonly string[] Members = [.. Record.Where(r => r != "left")];
    private static readonly string[] MemberKeepers = ["firm-admin", "everyone"];
    private static readonly string[] Signatories = ["firm-admin"];
    private static readonly string[] Sellers = ["seller", "everyone"];
    private static readonly string[] FirmSalesReaders = ["firm-admin", "deal-desk", "incentives-manager", "several", "everyone"];
    private static readonly string[] Managers = ["manager"];
    private static readonly string[] Reviewers = ["manager", "reviewer"];
    private static readonly string[] SaleReaders = ["manager", "reviewer", "auditor"];
    private static readonly string[] PromotionReaders = ["manager", "reviewer", "expert", "auditor"];
    private static readonly string[] PeopleReaders = ["manager", "reviewer", "auditor", "administrator"];
    private static readonly string[] LedgerReaders = ["manager", "auditor"];
    private static readonly string[] SystemReaders = ["manager", "auditor", "administrator"];
    private static readonly string[] Stewards = ["manager", "administrator"];

    /// <summary>Who may look and who may act: <see cref="Open"/> to the same people, or to <see cref="Look"/> at by some.</summary>
    public sealed record Door(string[] Lookers, string[] Actors);

    public static IReadOnlyDictionary<string, Door> Routes { get; } = new Dictionary<string, Door>(StringComparer.Ordinal)
    {
        [""] = Open(Anyone),
        ["Index"] = Open(Anyone),
        ["badges"] = Look(Record),
        ["badges/{publicId}"] = Open(Anyone),
        ["boards"] = Look(Members),
        ["courses"] = Open(Members),
        ["courses/{code}"] = Open(Members),
        ["courses/{code}/quiz"] = Open(Members),
        ["courses/{code}/result/{attempt:long}"] = Open(Members),
        ["development/mail"] = Open(Anyone),
        ["development/mail/{id}"] = Open(Anyone),
        ["development/mail/{id}/html"] = Open(Anyone),
        ["error/{status:int}"] = Open(Anyone),
        ["firm"] = Open(MemberKeepers),
        ["firm/invitations"] = Open(MemberKeepers),
        ["firm/invitations/file"] = Open(MemberKeepers),
        ["firm/requests"] = Open(MemberKeepers),
        ["firm/terms"] = Open(Signatories),
        ["firm/tier"] = Open(Members),
        ["healthz"] = Open(Anyone),
        ["home"] = Open(Members),
        ["join"] = Open(Anyone),
        ["join/ask/{id:long}"] = Open(Anyone),
        ["join/{id:long}"] = Open(Anyone),
        ["language"] = Open(Anyone),
        ["mail/{token}"] = Open(Anyone),
        ["mail/stop/{token}"] = Open(Anyone),
        ["manage/accounts"] = Look(LedgerReaders),
        ["manage/accounts/entry/{id:long}"] = Look(LedgerReaders),
        ["manage/accounts/firm/{id:long}"] = Look(LedgerReaders),
        ["manage/accounts/person/{id:long}"] = Look(LedgerReaders),
        ["manage/accounts/programme/{kind}"] = Look(LedgerReaders),
        ["manage/accounts/promotion/{id:long}"] = Look(LedgerReaders),
        ["manage/audit"] = Look(SystemReaders),
        ["manage/closings"] = Look(LedgerReaders, Managers),
        ["manage/corrections"] = Look(LedgerReaders, Managers),
        ["manage/corrections/new"] = Open(Managers),
        ["manage/firms"] = Look(PeopleReaders),
        ["manage/firms/{id:long}"] = Look(PeopleReaders),
        ["manage/firms/{id:long}/change"] = Open(Stewards),
        ["manage/firms/{id:long}/invitations"] = Look(PeopleReaders, Stewards),
        ["manage/liability"] = Look(LedgerReaders),
        ["manage/mails"] = Look(SystemReaders),
        ["manage/mails/{kind}"] = Look(SystemReaders),
        ["manage/mails/{kind}/{language}/html"] = Look(SystemReaders),
        ["manage/operations"] = Look(SystemReaders, Stewards),
        ["manage/people"] = Look(PeopleReaders),
        ["manage/people/import"] = Open(Stewards),
        ["manage/people/{id:long}"] = Look(PeopleReaders, Stewards),
        ["manage/people/{id:long}/statements"] = Look(PeopleReaders, Stewards),
        ["manage/people/{id:long}/change"] = Open(Stewards),
        ["manage/people/{id:long}/role"] = Open(["administrator"]),
        ["manage/people/{id:long}/erase"] = Open(Stewards),
        ["manage/promotions"] = Look(PromotionReaders),
        ["manage/promotions/{code}"] = Look(PromotionReaders),
        ["manage/resting"] = Look(PeopleReaders, Stewards),
        ["manage/sales"] = Look(SaleReaders, Reviewers),
        ["manage/sales/{id:long}"] = Look(SaleReaders, Reviewers),
        ["manage/terms"] = Look(PeopleReaders, Stewards),
        ["manage/terms/{number:int}/{language}"] = Look(PeopleReaders, Stewards),
        ["me"] = Open(SignedIn),
        ["me/confirm"] = Open(SignedIn),
        ["me/confirm/passkey"] = Open(SignedIn),
        ["me/data"] = Open(SignedIn),
        ["me/data/erase"] = Open(SignedIn),
        ["me/data/file"] = Open(SignedIn),
        ["me/security"] = Open(SignedIn),
        ["me/security/address"] = Open(SignedIn),
        ["me/security/passkeys"] = Open(SignedIn),
        ["me/security/passkeys/add"] = Open(SignedIn),
        ["me/security/passkeys/{id}"] = Look(Record, SignedIn),
        ["me/security/password"] = Open(SignedIn),
        ["me/security/recovery-codes"] = Open(SignedIn),
        ["me/security/second-factor"] = Open(SignedIn),
        ["points"] = Look(Record),
        ["sales"] = Look(Record),
        ["sales/{id:long}"] = Look(FirmSalesReaders),
        ["sales/log"] = Open(Sellers),
        ["sign-in"] = Open(Anyone),
        ["sign-in/address"] = Open(Anyone),
        ["sign-in/address/undo"] = Open(Anyone),
        ["sign-in/code"] = Open(Anyone),
        ["sign-in/link"] = Open(Anyone),
        ["sign-in/directory"] = Look([], Anyone),
        ["sign-in/passkey"] = Open(Anyone),
        ["sign-in/passkey/options"] = Open(Anyone),
        ["sign-in/password"] = Open(Anyone),
        ["sign-in/reset"] = Open(Anyone),
        ["sign-in/set-up"] = Open(Anyone),
        ["sign-out"] = Open(Anyone),
        ["statements"] = Look(Record),
        ["statements/{period}"] = Open(Record),
        ["terms"] = Open(Anyone),
    };

    /// <summary>Addresses of what is there and is theirs; what one role may not open of its own firm's is said above.</summary>
    public static IReadOnlyDictionary<string, Func<AccessWorld.Things, string>> Own { get; } =
        new Dictionary<string, Func<AccessWorld.Things, string>>(StringComparer.Ordinal)
        {
            ["badges/{publicId}"] = own => $"/badges/{own.BadgeId}",
            ["courses/{code}"] = _ => "/courses/test-basics",
            ["courses/{code}/quiz"] = _ => "/courses/test-basics/quiz",
            ["courses/{code}/result/{attempt:long}"] = own => $"/courses/test-basics/result/{own.AttemptId}",
            ["error/{status:int}"] = _ => "/error/409",
            ["manage/accounts/entry/{id:long}"] = _ => "/manage/accounts/entry/1",
            ["manage/accounts/firm/{id:long}"] = own => $"/manage/accounts/firm/{own.FirmId}",
            ["manage/accounts/person/{id:long}"] = own => $"/manage/accounts/person/{own.PersonId}",
            ["manage/accounts/programme/{kind}"] = _ => "/manage/accounts/programme/issued",
            ["manage/accounts/promotion/{id:long}"] = _ => "/manage/accounts/promotion/1",
            ["manage/corrections/new"] = own => $"/manage/corrections/new?person={own.PersonId}",
            ["manage/firms/{id:long}"] = own => $"/manage/firms/{own.FirmId}",
            ["manage/firms/{id:long}/change"] = own => $"/manage/firms/{own.FirmId}/change",
            ["manage/people/{id:long}/change"] = own => $"/manage/people/{own.PersonId}/change",
            ["manage/people/{id:long}/role"] = own => $"/manage/people/{own.PersonId}/role",
            ["manage/firms/{id:long}/invitations"] = own => $"/manage/firms/{own.FirmId}/invitations",
            ["manage/people/{id:long}/statements"] = own => $"/manage/people/{own.PersonId}/statements",
            ["manage/mails/{kind}"] = _ => "/manage/mails/statement",
            ["manage/mails/{kind}/{language}/html"] = _ => "/manage/mails/statement/ar/html",
            ["manage/people/{id:long}"] = own => $"/manage/people/{own.PersonId}",
            ["manage/people/{id:long}/erase"] = own => $"/manage/people/{own.PersonId}/erase",
            ["manage/promotions/{code}"] = _ => "/manage/promotions/base",
            ["manage/sales/{id:long}"] = own => $"/manage/sales/{own.SaleId}",
            ["me/security/passkeys/{id}"] = own => $"/me/security/passkeys/{own.PasskeyId}",
            ["me/data/file"] = _ => "/me/data/file?secret=none",
            ["sales/{id:long}"] = own => $"/sales/{own.SaleId}",
            ["statements/{period}"] = own => $"/statements/{own.Period}",
        };

    /// <summary>What someone of another firm would try with these ids; a form's fields make it a POST. Each must answer 404.</summary>
    public static IReadOnlyList<(string Route, Func<AccessWorld.Things, string> Address, string[]? Fields)> Foreign { get; } =
    [
        ("firm", other => $"/firm?handler=Personas&id={other.MembershipId}", ["personas=Seller"]),
        ("firm", other => $"/firm?handler=End&id={other.MembershipId}", []),
        ("firm", other => $"/firm?handler=Consent&id={other.MembershipId}", []),
        ("sales/{id:long}", other => $"/sales/{other.SaleId}", null),
        ("sales/log", other => $"/sales/log?like={other.SaleId}", null),
        ("courses/{code}/result/{attempt:long}", other => $"/courses/test-basics/result/{other.AttemptId}", null),
        ("courses/{code}/quiz", other => $"/courses/test-basics/quiz?handler=HandIn&attempt={other.AttemptId}", []),
        ("badges/{publicId}", other => $"/badges/{other.BadgeId}", ["isShared=true"]),
        ("me/security/passkeys/{id}", other => $"/me/security/passkeys/{other.PasskeyId}", null),
        ("me/security/passkeys/{id}", other => $"/me/security/passkeys/{other.PasskeyId}?handler=Rename", ["name=mine"]),
        ("me/security/passkeys/{id}", other => $"/me/security/passkeys/{other.PasskeyId}?handler=Remove", []),
        ("statements/{period}", other => $"/statements/{other.Period}", null),
    ];

    /// <summary>Their ids are nobody's: what they name is for all who may open the route.</summary>
    public static IReadOnlyList<string> SharedIds { get; } =
    [
        "courses/{code}", "development/mail/{id}", "development/mail/{id}/html", "error/{status:int}", "join/{id:long}",
        "join/ask/{id:long}", "mail/{token}", "mail/stop/{token}",
    ];

    private static Door Open(string[] roles) => new(roles, roles);

    private static Door Look(string[] lookers, string[]? actors = null) => new(lookers, actors ?? []);
}
