namespace Leap.Tests.Architecture;

public sealed class TidyTests
{
    private static readonly Func<SourceFile, IEnumerable<Breach>>[] Everywhere =
    [
        SizeRules.LongFiles, SizeRules.WideLines, SizeRules.LongMethods, SizeRules.ManyParameters, SizeRules.ManyDependencies,
        NameRules.EmptyFolderNames, NameRules.EmptyTypeNames, NameRules.NamespaceIsFolder,
        HabitRules.Regions, HabitRules.Promises, HabitRules.LostFaults, HabitRules.AsyncVoid, HabitRules.Cancellation,
    ];

    [Fact]
    public void The_house_is_tidy()
    {
        var all = SourceFile.Product.Concat(SourceFile.Tests);
        Breach[] breaches =
        [
            .. all.SelectMany(file => Everywhere.SelectMany(rule => rule(file))),
            .. SourceFile.Product.SelectMany(NameRules.OneTypeAFile),
            .. HabitRules.LonelyInterfaces(SourceFile.Product),
        ];

        Findings.None(Ratchet.Compare(breaches, Ratchet.List));
    }

    [Fact]
    public void A_breach_that_nobody_listed_fails() =>
        Assert.Equal(["src/A.cs(7): too long [file-lines]"], Ratchet.Compare([Long(401)], []));

    [Fact]
    public void A_listed_breach_passes() => Assert.Empty(Ratchet.Compare([Long(401)], [Listed(401)]));

    [Fact]
    public void A_listed_breach_that_grew_fails() => Assert.Equal(2, Ratchet.Compare([Long(402)], [Listed(401)]).Count);

    [Fact]
    public void A_listed_breach_that_was_mended_must_leave_the_list() =>
        Assert.StartsWith("mended", Assert.Single(Ratchet.Compare([], [Listed(401)])), StringComparison.Ordinal);

    private static Breach Long(int lines) => new("file-lines", "src/A.cs", 7, "src/A.cs", lines, "too long");

    private static Exempt Listed(int lines) => new("file-lines", "src/A.cs", "src/A.cs", lines);
}
