namespace Leap.Tests.Architecture;

/// <summary>Each rule is fed a breach, to prove that it can fail, and the nearest thing that is allowed.</summary>
public sealed class ReadmeRuleTests
{
    [Theory]
    [InlineData("```\ndotnet run --project src/Leap.Web -- verify\n```", "verify")]
    [InlineData("Say `dotnet run --project src/Leap.Web -- job NAME` or `-- seed`.", "job seed")]
    [InlineData("```\ndotnet run --project src/Leap.Web\n```", "")]
    [InlineData("A dash -- so it goes -- is no command.", "")]
    [InlineData("```\ndotnet test -- xunit\n```", "")]
    public void Verbs_are_read_from_code(string text, string verbs) =>
        Assert.Equal(verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries), ReadmeRules.Verbs(new(text)));

    [Fact]
    public void Verbs_are_read_from_the_help() =>
        Assert.Equal(["seed", "help"], HelpText.VerbsOf("Leap. Without a verb it serves.\n\n  seed FILE\n      Fills it.\n  help\n"));

    [Fact]
    public void A_command_that_does_not_exist_is_found() =>
        Assert.Equal(["the program has no `-- sing`"], ReadmeRules.UnknownVerbs(new("`-- sing` or `-- seed`"), ["seed"]));

    [Fact]
    public void A_command_that_is_not_told_is_found() =>
        Assert.Equal(["`-- verify` is not told"], ReadmeRules.UntoldVerbs(new("`-- seed`"), ["seed", "verify"]));

    [Fact]
    public void Settings_are_read_with_their_defaults() =>
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Leap__Colour"] = "green", ["Leap__Box__WidthMax"] = "12" },
            ReadmeRules.Settings(new Boxes()));

    [Fact]
    public void A_setting_that_does_not_exist_is_found() =>
        Assert.Equal(
            ["there is no setting Leap__Box__Height"],
            ReadmeRules.UnknownSettings(new("`Leap__Box__…`, Leap__Colour, `Leap__Box__Height`"), ["Leap__Colour", "Leap__Box__WidthMax"]));

    [Theory]
    [InlineData("| `Leap__Box__WidthMax` | how wide | cm | 12 |", null)]
    [InlineData("| `Leap__Box__WidthMax` | how wide | | 12 |", "no unit")]
    [InlineData("| `Leap__Box__WidthMax` | how wide | cm | |", "no default")]
    [InlineData("| `Leap__Box__WidthMax` | how wide | cm | 13 |", "another default than 12")]
    [InlineData("| `Leap__Box__Width` | how wide | cm | 12 |", "no row in a table of settings")]
    public void A_setting_without_unit_or_default_is_found(string row, string? fault)
    {
        var page = new MarkdownPage($"| setting | what it is | Unit | Default |\n| --- | --- | --- | --- |\n{row}\n\nLeap__Box__WidthMax");
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["Leap__Box__WidthMax"] = "12" };

        Assert.Equal(fault is null ? [] : [$"Leap__Box__WidthMax has {fault}"], ReadmeRules.UntoldSettings(page, known));
    }

    [Theory]
    [InlineData("[style](STYLE.md#names)", "STYLE.md")]
    [InlineData("[site](https://leap.example/a.md) [here](#top)", "")]
    [InlineData("`src/Leap/Sales` and `locales/en.json`", "src/Leap/Sales locales/en.json")]
    [InlineData("`locales/…json`, `Feature/DoThings.cs`, `text/html`, `src/Leap/{Feature}`", "")]
    [InlineData("```\ncat src/Leap/None.cs\n```", "")]
    public void Paths_are_read_from_links_and_code(string text, string paths) =>
        Assert.Equal(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries), new MarkdownPage(text).Paths);

    [Fact]
    public void A_path_that_does_not_exist_is_found() =>
        Assert.Equal(["src/B does not exist"], ReadmeRules.DeadPaths(new("`src/A` `src/B`"), path => path == "src/A"));

    private sealed record Boxes
    {
        public string Colour { get; init; } = "green";

        public Box Box { get; init; } = new();

        public int Computed => Box.WidthMax;
    }

    private sealed record Box
    {
        public int WidthMax { get; init; } = 12;
    }
}
