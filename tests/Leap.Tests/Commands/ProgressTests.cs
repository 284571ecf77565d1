using Leap.Commands;

namespace Leap.Tests.Commands;

public sealed class ProgressTests : IDisposable
{
    private readonly FixedClock clock = FixedClock.Start();
    private readonly StringWriter writer = new();

    [Fact]
    public void On_a_terminal_one_line_is_drawn_again_and_wiped_at_the_end()
    {
        using (var progress = Begin(isTerminal: true, total: 5_000))
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            progress.Report(2_000);
            clock.Advance(TimeSpan.FromMilliseconds(50));
            progress.Report(2_001);
            clock.Advance(TimeSpan.FromSeconds(1.95));
            progress.Report(5_000);
        }

        string[] drawn = ["people: 2,000 of 5,000 lines, 1,000 a second, 3 s left", "people: 5,000 of 5,000 lines, 1,250 a second"];
        var lines = writer.ToString().Split('\r');
        Assert.Equal(["", .. drawn, "", ""], lines.Select(l => l.TrimEnd()));
        Assert.Equal(drawn[0].Length, lines[2].Length);
        Assert.DoesNotContain('\n', writer.ToString());
    }

    [Fact]
    public void Elsewhere_a_line_is_written_every_five_seconds()
    {
        using (var progress = Begin(isTerminal: false, total: 0))
        {
            for (var second = 1; second <= 12; second++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                progress.Report(second * 100);
            }
        }

        string[] lines = ["people: 500 lines, 100 a second", "people: 1,000 lines, 100 a second", ""];
        Assert.Equal(lines, writer.ToString().Split(Environment.NewLine));
    }

    [Fact]
    public void Short_work_says_nothing()
    {
        using (var progress = Begin(isTerminal: false, total: 10))
        {
            clock.Advance(TimeSpan.FromSeconds(4));
            progress.Report(10);
        }

        Assert.Empty(writer.ToString());
    }

    [Theory]
    [InlineData(60, 1_000, 121_000, "2 h 0 min left")]
    [InlineData(60, 1_000, 11_000, "10 min left")]
    [InlineData(60, 1_000, 1_010, "1 s left")]
    public void The_time_left_is_told_in_units_that_one_can_wait_in(int seconds, long done, long total, string left)
    {
        using var progress = Begin(isTerminal: false, total);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        progress.Report(done);

        Assert.Contains(left, writer.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => writer.Dispose();

    private Progress Begin(bool isTerminal, long total) => new Output(writer, writer, isTerminal, clock).Begin("people", "lines", total);
}
