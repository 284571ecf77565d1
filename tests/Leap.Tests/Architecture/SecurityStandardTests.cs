using Leap.Settings;

namespace Leap.Tests.Architecture;

public sealed class SecurityStandardTests
{
    private const string Heading = "| no. | what it asks | state | where, or why | shown by |\n| --- | --- | --- | --- | --- |\n";

    private static MarkdownPage Page => new(Checkout.Read("docs/security.md"));

    [Fact]
    public void Every_requirement_of_levels_1_and_2_stands_once() => Findings.None(SecurityPage.WrongNumbers(Page));

    [Fact]
    public void There_are_as_many_as_the_standard_has() => Assert.Equal(253, SecurityPage.Numbers.Count);

    [Fact]
    public void Every_row_says_how_it_stands_and_where_or_why() => Findings.None(SecurityPage.EmptyRows(Page));

    [Fact]
    public void Every_type_and_test_that_is_named_exists() => Findings.None(SecurityPage.UnknownNames(Page, SecurityPage.Sources));

    [Fact]
    public void What_shows_a_requirement_is_a_test() => Findings.None(SecurityPage.WrongTests(Page));

    [Fact]
    public void Every_path_and_setting_that_is_named_exists() => Findings.None(
        ReadmeRules.DeadPaths(Page, Checkout.Has)
            .Concat(ReadmeRules.UnknownSettings(Page, ReadmeRules.Settings(new LeapSettings()).Keys)));

    [Fact]
    public void The_sums_are_those_of_the_rows()
    {
        var rows = Page.Rows.Where(r => r.ContainsKey("no.")).Select(r => r["state"]).ToList();
        var counts = SecurityPage.States.Select(s => rows.Count(r => r == s)).ToList();

        Assert.Contains(
            $"Of {rows.Count} requirements {counts[0]} are met, {counts[1]} partly, {counts[2]} are not, and {counts[3]} do not apply.",
            Page.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("| 1.1.1 | a | met | `Gone` | |", "there is no Gone")]
    [InlineData("| 1.1.1 | a | met | `Checkout.Gone` | |", "there is no Checkout.Gone")]
    public void A_name_that_is_gone_is_found(string row, string fault) =>
        Assert.Equal([fault], SecurityPage.UnknownNames(new(Heading + row), SecurityPage.Sources));

    [Fact]
    public void A_number_that_is_gone_or_twice_is_found()
    {
        const string Rows = "| 1.1.1 | a | met | b | |\n| 1.1.1 | a | met | b | |\n| 1.2.10 | a | met | b | |";

        var faults = SecurityPage.WrongNumbers(new(Heading + Rows));

        Assert.Contains("1.1.1 stands twice", faults);
        Assert.Contains("1.1.2 is missing", faults);
        Assert.Contains("1.2.10 is no requirement of level 1 or 2", faults);
    }

    [Theory]
    [InlineData("| 1.1.1 | a | perhaps | b | |")]
    [InlineData("| 1.1.1 | a | met | | |")]
    public void A_row_that_says_too_little_is_found(string row) => Assert.Single(SecurityPage.EmptyRows(new(Heading + row)));
}
