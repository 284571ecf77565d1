namespace Leap.Tests.Commands;

public sealed class JobCommandTests
{
    [Fact]
    public async Task Runs_the_job_for_its_day_and_sends_what_is_due()
    {
        await using var terminal = new Terminal();
        Assert.Equal(0, await terminal.RunAsync("seed", "--small"));

        Assert.Equal(0, await terminal.RunAsync("job", "issue-statements", "--as-of", "2026-11-03"));
        var first = terminal.Out.Split('\n')[0];
        Assert.StartsWith("issue-statements as of 2026-11-01: ", first, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 done.", first, StringComparison.Ordinal);
        Assert.Contains("mails written to", terminal.Out, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(terminal.Settings.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories));

        Assert.Equal(0, await terminal.RunAsync("job", "issue-statements", "--as-of", "2026-11-03"));
        Assert.StartsWith("issue-statements as of 2026-11-01: 0 done.", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("0 mails written to", terminal.Out, StringComparison.Ordinal);
    }
}
