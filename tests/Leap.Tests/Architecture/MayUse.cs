namespace Leap.Tests.Architecture;

/// <summary>
/// Which folder of src/Leap may use which others, lowest first. A new folder gets a line here; what is not listed is forbidden.
/// Subfolders (`Promotions/Rules`) belong to their feature.
/// </summary>
internal static class MayUse
{
    /// <summary>Features.cs and Schedule.cs: the map, which knows every feature and which nothing but the commands reads.</summary>
    public const string RootFiles = "(root files)";

    private static readonly string[] Platform =
        ["Settings", "Programmes", "Locales", "Data", "Audit", "Migrations", "Jobs", "Mail", "Imports"];

    private static readonly string[] People = [.. Platform, "Ledger", "Members", "Access"];

    private static readonly string[] Awarding = [.. People, "Promotions", "Leaderboards", "Products", "Awards"];

    private static readonly string[] Activities = [.. Awarding, "Sales", "Courses"];

    private static readonly string[] Features =
        [.. Activities, "Tiers", "Rewards", "Badges", "Corrections", "Statements", "Terms", "Joining", "Mergers"];

    public static IReadOnlyDictionary<string, string[]> Table { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Settings"] = [],
        ["Programmes"] = ["Settings"],
        ["Locales"] = ["Settings", "Programmes"],
        ["Data"] = ["Settings", "Programmes", "Locales"],
        ["Audit"] = ["Settings", "Programmes", "Locales", "Data"],
        ["Keys"] = ["Settings", "Data"],
        ["Migrations"] = ["Settings", "Programmes", "Data"],
        ["Jobs"] = ["Settings", "Programmes", "Data", "Audit"],
        ["Mail"] = ["Settings", "Programmes", "Locales", "Data", "Audit", "Jobs"],
        ["Imports"] = ["Settings", "Programmes", "Locales", "Data", "Audit", "Mail"],
        ["Ledger"] = ["Settings", "Programmes", "Data", "Audit", "Jobs"],
        ["Members"] = [.. Platform, "Ledger"],
        ["Access"] = [.. Platform, "Ledger", "Members"],
        ["Products"] = Platform,
        ["Promotions"] = People,
        ["Corrections"] = [.. People, "Promotions"],
        ["Leaderboards"] = People,
        ["Terms"] = People,
        ["Joining"] = [.. People, "Terms"],
        ["Rewards"] = [.. People, "Terms"],
        ["Awards"] = [.. People, "Promotions", "Leaderboards", "Products"],
        ["Sales"] = Awarding,
        ["Courses"] = Awarding,
        ["Mergers"] = [.. Awarding, "Sales", "Joining"],
        ["Tiers"] = Activities,
        ["Badges"] = [.. Activities, "Tiers"],
        ["Statements"] = [.. Activities, "Tiers", "Rewards", "Badges", "Corrections"],
        ["Privacy"] = Features,
        ["Seeding"] = Features,
        [RootFiles] = [.. Features, "Privacy", "Seeding"],
        ["Commands"] = [.. Features, "Privacy", "Seeding", RootFiles],
    };

    /// <summary>Libraries that one folder hides from all others.</summary>
    public static IReadOnlyDictionary<string, string[]> OnlyIn { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Quartz"] = ["Jobs"],
    };
}
