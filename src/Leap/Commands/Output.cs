using System.Globalization;

namespace Leap.Commands;

/// <summary>Where a command speaks: results, and reasons why something was refused.</summary>
/// <param name="IsTerminal">Whether a line that was written can be drawn again.</param>
public sealed record Output(TextWriter Out, TextWriter Error, bool IsTerminal, TimeProvider Clock)
{
    /// <param name="total">0 when it is not known.</param>
    public Progress Begin(string what, string unit, long total) => new(this, what, unit, total);

    public Task SayAsync(string line) => Out.WriteLineAsync(line);

    public Task RefuseAsync(string reason) => Error.WriteLineAsync(reason);

    /// <summary>1,234,567</summary>
    public static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
