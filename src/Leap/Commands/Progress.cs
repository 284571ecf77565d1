using System.Globalization;
using System.Text;

namespace Leap.Commands;

/// <summary>
/// Says how far long work is: how much, how fast, how much longer. On a terminal one line is drawn again and again and gone at the end;
/// elsewhere a line is written every few seconds, so that short work says nothing.
/// </summary>
public sealed class Progress : IProgress<long>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstGuess = TimeSpan.FromSeconds(1);

    private readonly Output output;
    private readonly string what;
    private readonly string unit;
    private readonly long total;
    private readonly long start;
    private long said;
    private int width;

    internal Progress(Output output, string what, string unit, long total)
    {
        this.output = output;
        this.what = what;
        this.unit = unit;
        this.total = total;
        start = said = output.Clock.GetTimestamp();
    }

    public TimeSpan Elapsed => output.Clock.GetElapsedTime(start);

    public void Report(long value)
    {
        if (output.Clock.GetElapsedTime(said) < (output.IsTerminal ? Redraw : Repeat))
        {
            return;
        }

        said = output.Clock.GetTimestamp();
        var line = Line(value);
        if (output.IsTerminal)
        {
            output.Out.Write("\r" + line.PadRight(width));
            output.Out.Flush();
            width = line.Length;
        }
        else
        {
            output.Out.WriteLine(line);
        }
    }

    /// <summary>Wipes the line, so that the result stands in its place.</summary>
    public void Dispose()
    {
        if (width > 0)
        {
            output.Out.Write("\r" + new string(' ', width) + "\r");
            width = 0;
        }
    }

    private string Line(long done)
    {
        var line = new StringBuilder($"{what}: {Output.Number(done)}");
        if (total > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $" of {Output.Number(total)}");
        }

        line.Append(' ').Append(unit);
        var elapsed = Elapsed;
        if (elapsed < FirstGuess || done <= 0)
        {
            return line.ToString();
        }

        var rate = done / elapsed.TotalSeconds;
        line.Append(CultureInfo.InvariantCulture, $", {Output.Number((long)rate)} a second");
        if (total > done)
        {
            line.Append(", ").Append(Left(TimeSpan.FromSeconds(Math.Round((total - done) / rate)))).Append(" left");
        }

        return line.ToString();
    }

    private static string Left(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (int)span.TotalSeconds)} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
    };
}
