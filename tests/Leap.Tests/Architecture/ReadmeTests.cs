using Leap.Settings;

namespace Leap.Tests.Architecture;

public sealed class ReadmeTests
{
    private static readonly IReadOnlyDictionary<string, string> Settings = ReadmeRules.Settings(new LeapSettings());

    private static MarkdownPage Readme => Page("README.md");

    [Fact]
    public async Task Every_command_of_the_README_exists() =>
        Findings.None(ReadmeRules.UnknownVerbs(Readme, await HelpText.VerbsAsync()));

    [Fact]
    public async Task Every_command_is_in_the_README() =>
        Findings.None(ReadmeRules.UntoldVerbs(Readme, await HelpText.VerbsAsync()));

    [Fact]
    public void Every_setting_of_the_README_exists() => Findings.None(ReadmeRules.UnknownSettings(Readme, Settings.Keys));

    [Fact]
    public void Every_setting_is_in_the_README_with_unit_and_default() => Findings.None(ReadmeRules.UntoldSettings(Readme, Settings));

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("STYLE.md")]
    public void Every_path_that_a_page_names_exists(string page) =>
        Findings.None(ReadmeRules.DeadPaths(Page(page), path => Checkout.Has(path) || Checkout.IsMade(path)));

    [Fact]
    public void Every_decision_record_is_whole()
    {
        var records = Checkout.Files("docs/decisions", ".md");

        Assert.NotEmpty(records);
        Findings.None(
            from record in records
            from part in new[] { "## Context", "## Decision", "## Consequences" }
            where !Checkout.Read(record).Contains(part, StringComparison.Ordinal)
            select $"{record} lacks {part}");
        Findings.None(records.SelectMany(
            record => ReadmeRules.DeadPaths(Page(record), path => Checkout.Has(path) || records.Contains("docs/decisions/" + path))));
    }

    private static MarkdownPage Page(string path)
    {
        Assert.True(Checkout.Has(path), $"There is no {path}.");
        return new MarkdownPage(Checkout.Read(path));
    }
}
