using System.Collections.Frozen;

namespace Leap.Members;

/// <summary>What each persona and each role of the staff may do: the one place where that is said.</summary>
public static class Permissions
{
    /// <summary>Of everybody who is or was a member of a firm.</summary>
    public static readonly IReadOnlySet<Permission> OfParticipants = Set(Permission.SeeOwnRecord);

    /// <summary>Of every member of a firm, whatever their personas.</summary>
    public static readonly IReadOnlySet<Permission> OfMembers = Set(Permission.Learn, Permission.SeeBoards);

    private static readonly Dictionary<Personas, IReadOnlySet<Permission>> ByPersona = new()
    {
        [Personas.Seller] = Set(Permission.ReportSales),
        [Personas.FirmAdmin] = Set(
            Permission.ManageMembers,
            Permission.AcceptFirmTerms,
            Permission.SeeFirmSales,
            Permission.SeeFirmPoints,
            Permission.SeeFirmLearning,
            Permission.ShareFirmMaterial),
        [Personas.DealDesk] = Set(Permission.SeeFirmSales),
        [Personas.IncentivesManager] = Set(Permission.SeeFirmSales, Permission.SeeFirmPoints),
        [Personas.Marketing] = Set(Permission.ShareFirmMaterial),
        [Personas.LearningLead] = Set(Permission.SeeFirmLearning),
    };

    private static readonly IReadOnlySet<Permission> StaffLooks = Set(
        Permission.SeeSales,
        Permission.SeePromotions,
        Permission.SeePeople,
        Permission.SeeFirms,
        Permission.SeeLedger,
        Permission.SeeOperations,
        Permission.SeeAudit);

    /// <summary>Those that let one look and never act.</summary>
    public static IReadOnlySet<Permission> ToLook { get; } = Set(
    [
        .. StaffLooks,
        Permission.SeeOwnRecord,
        Permission.SeeBoards,
        Permission.SeeFirmSales,
        Permission.SeeFirmPoints,
        Permission.SeeFirmLearning,
    ]);

    private static readonly Dictionary<StaffRole, IReadOnlySet<Permission>> ByRole = new()
    {
        [StaffRole.Manager] = Set(
        [
            .. StaffLooks,
            Permission.ReviewSales,
            Permission.ManagePromotions,
            Permission.ManagePeople,
            Permission.ManageFirms,
            Permission.CorrectLedger,
            Permission.CloseBooks,
            Permission.Operate,
            Permission.AnswerRequests,
        ]),
        [StaffRole.Reviewer] = Set(
            Permission.SeeSales, Permission.ReviewSales, Permission.SeePromotions, Permission.SeePeople, Permission.SeeFirms),
        [StaffRole.Expert] = Set(Permission.SeePromotions, Permission.AnswerRequests),
        [StaffRole.Auditor] = StaffLooks,
        [StaffRole.Administrator] = Set(
            Permission.SeePeople,
            Permission.ManagePeople,
            Permission.SeeFirms,
            Permission.ManageFirms,
            Permission.SeeOperations,
            Permission.Operate,
            Permission.SeeAudit,
            Permission.ManageStaff),
    };

    /// <summary>The personas that a firm admin can give, each alone.</summary>
    public static IReadOnlyList<Personas> Grantable { get; } = [.. Enum.GetValues<Personas>().Where(p => p != Personas.None)];

    public static Personas AllPersonas { get; } = Grantable.Aggregate((all, one) => all | one);

    /// <summary>Where everyone may do everything: all that a persona allows, but the signature for the employer.</summary>
    private static readonly IReadOnlySet<Permission> Everything =
        Set([.. Grantable.SelectMany(p => ByPersona[p]).Where(p => p != Permission.AcceptFirmTerms)]);

    /// <param name="isEverything">The firm lets everyone do everything.</param>
    public static IReadOnlySet<Permission> OfMember(Personas personas, bool isEverything) => Set(
    [
        .. OfMembers,
        .. isEverything ? Everything : OfMembers,
        .. Grantable.Where(p => (personas & p) != Personas.None).SelectMany(p => ByPersona[p]),
    ]);

    public static IReadOnlySet<Permission> Of(StaffRole role) => ByRole[role];

    private static FrozenSet<Permission> Set(params Permission[] permissions) => permissions.ToFrozenSet();
}
