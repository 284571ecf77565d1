namespace Leap.Tests.Architecture;

public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Small = new(StringComparer.Ordinal)
    {
        ["Data"] = [],
        ["Ledger"] = ["Data"],
        ["Sales"] = ["Data", "Ledger"],
        [MayUse.RootFiles] = ["Data", "Ledger", "Sales"],
    };

    private static readonly SourceFile Sale =
        new("src/Leap/Sales/Sale.cs", "namespace Leap.Sales; public sealed class Sale { public int Units { get; } }");

    [Fact]
    public void Folders_use_only_what_the_table_allows() =>
        Findings.None(Dependencies.Breaches(SourceFile.Product, MayUse.Table, MayUse.OnlyIn));

    [Fact]
    public void Every_name_of_the_sources_is_resolved() => Findings.None(Dependencies.Unresolved(SourceFile.Product));

    [Fact]
    public void The_table_has_no_cycle() => Findings.None(Dependencies.Cycle(MayUse.Table));

    [Fact]
    public void The_table_names_only_folders_that_it_places() => Findings.None(Dependencies.Unknown(MayUse.Table));

    [Theory]
    [InlineData("using Leap.Sales;", 1)]
    [InlineData("using One = Leap.Sales.Sale;", 1)]
    [InlineData("using static Leap.Sales.Sale;", 1)]
    [InlineData("namespace Leap.Ledger;\npublic sealed class Entry { private Leap.Sales.Sale? sale; }", 2)]
    [InlineData("namespace Leap.Ledger;\npublic sealed class Entry { private Sales.Sale? sale; }", 2)]
    [InlineData("namespace Leap.Ledger;\npublic sealed class Entry {\n private object Sale() => new global::Leap.Sales.Sale();\n}", 3)]
    public void A_breach_is_named_with_file_and_line(string text, int line)
    {
        var breach = Assert.Single(Check(new SourceFile("src/Leap/Ledger/Entry.cs", text), Sale));

        Assert.Equal(("may-use", "src/Leap/Ledger/Entry.cs", line), (breach.Rule, breach.Path, breach.Line));
        Assert.StartsWith("src/Leap/Ledger/Entry.cs(" + line + "): Ledger may not use Sales", breach.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_breach_needs_no_using_directive_when_the_type_is_inferred()
    {
        var data = new SourceFile(
            "src/Leap/Data/Rows.cs",
            "namespace Leap.Data; public static class Rows { public static Leap.Sales.Sale First() => new(); }");
        var entry = new SourceFile(
            "src/Leap/Ledger/Entry.cs",
            "namespace Leap.Ledger;\nfile sealed class Entry {\n int Units() => Leap.Data.Rows.First().Units;\n}");

        Assert.Contains(Check(data, entry, Sale), breach => breach.Path == entry.Path && breach.Line == 3 && breach.Name == "Units");
    }

    [Fact]
    public void Nothing_uses_the_root_files()
    {
        var root = new SourceFile(
            "src/Leap/Schedule.cs",
            "namespace Leap; public static class Schedule { public const string Zone = \"\"; }");
        var user = new SourceFile(
            "src/Leap/Sales/Late.cs",
            "namespace Leap.Sales;\npublic sealed class Late {\n string Zone => Schedule.Zone;\n}");

        Assert.Contains(Check(root, user), breach => breach is { Rule: "may-use", Line: 3, Path: "src/Leap/Sales/Late.cs" });
    }

    [Fact]
    public void What_the_table_allows_is_no_breach() =>
        Assert.Empty(Check(
            new SourceFile("src/Leap/Ledger/Entry.cs", "namespace Leap.Ledger; public sealed class Entry;"),
            new SourceFile(
                "src/Leap/Sales/Rules/Split.cs",
                "using Leap.Ledger; namespace Leap.Sales.Rules; public sealed class Split { Entry? one; Sale? two; }"),
            new SourceFile("src/Leap/Features.cs", "using Leap.Sales; namespace Leap; public static class Features { static Sale? one; }"),
            Sale));

    [Fact]
    public void A_folder_that_nobody_placed_fails()
    {
        var rumour = new SourceFile("src/Leap/Gossip/Rumour.cs", "namespace Leap.Gossip; public sealed class Rumour;");

        var breach = Assert.Single(Check(rumour));

        Assert.Equal(("folder-placed", "Gossip"), (breach.Rule, breach.Name));
    }

    [Fact]
    public void A_library_stays_in_its_folder()
    {
        var only = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["Quartz"] = ["Data"] };
        SourceFile[] files = [new("src/Leap/Sales/Sale.cs", "using Quartz;"), new("src/Leap/Data/Jobs.cs", "using Quartz;")];

        var breaches = Dependencies.Breaches(files, Small, only);

        Assert.Equal(("library-home", "src/Leap/Sales/Sale.cs"), (Assert.Single(breaches).Rule, breaches[0].Path));
    }

    [Fact]
    public void A_cycle_in_the_table_is_found()
    {
        var table = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["A"] = ["B"],
            ["B"] = ["C", "D"],
            ["C"] = [],
            ["D"] = ["B"],
        };

        Assert.Equal(["B", "D", "B"], Dependencies.Cycle(table));
    }

    [Fact]
    public void A_row_that_allows_an_unplaced_folder_is_found() =>
        Assert.Equal(["Gone"], Dependencies.Unknown(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["A"] = ["Gone"] }));

    [Fact]
    public void A_name_that_cannot_be_resolved_is_found()
    {
        var unresolved = Dependencies.Unresolved([new SourceFile("src/Leap/Data/Row.cs", "using Nowhere;")]);

        Assert.Contains("Nowhere", Assert.Single(unresolved), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Breach> Check(params SourceFile[] files) =>
        Dependencies.Breaches(files, Small, new Dictionary<string, string[]>(StringComparer.Ordinal));
}
