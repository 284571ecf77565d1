namespace Leap.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:5081")]
    public async Task Without_a_verb_it_serves(params string[] words)
    {
        await using var terminal = new Terminal();

        Assert.Null(await terminal.RunAsync(words));
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_lists_verbs_subjects_and_jobs(string word)
    {
        await using var terminal = new Terminal();

        Assert.Equal(0, await terminal.RunAsync(word));

        foreach (var told in (string[])["seed", "import SUBJECT FILE", "job NAME", "verify", "sell-out", "issue-statements", "Exit codes"])
        {
            Assert.Contains(told, terminal.Out, StringComparison.Ordinal);
        }

        Assert.All(terminal.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.False(terminal.HasDatabase);
    }

    [Theory]
    [InlineData("frob")]
    [InlineData("verify", "everything")]
    [InlineData("verify", "--fast")]
    [InlineData("import")]
    [InlineData("import", "people")]
    [InlineData("import", "moods", "file.csv")]
    [InlineData("import", "people", "file.csv", "more.csv")]
    [InlineData("import", "people", "file.csv", "--dry-run=yes")]
    [InlineData("import", "people", "file.csv", "--dry-run", "--dry-run")]
    [InlineData("job")]
    [InlineData("job", "dance")]
    [InlineData("job", "expire-lots", "--as-of")]
    [InlineData("job", "expire-lots", "--as-of", "1.11.2026")]
    [InlineData("seed", "twice")]
    public async Task Wrong_usage_is_told_before_anything_is_done(params string[] words)
    {
        await using var terminal = new Terminal();

        Assert.Equal(2, await terminal.RunAsync(words));

        Assert.Empty(terminal.Out);
        Assert.NotEmpty(terminal.Error);
        Assert.False(terminal.HasDatabase);
    }

    [Fact]
    public async Task A_database_that_can_not_be_used_is_a_sentence()
    {
        await using var terminal = new Terminal();
        terminal.Write("leap.db", "This is a letter, not a database. It only needs to be long enough to look like a file.");

        Assert.Equal(1, await terminal.RunAsync("verify"));

        Assert.Equal("The file that Leap__Database names is not a SQLite database.", terminal.Error.Trim());
    }
}
