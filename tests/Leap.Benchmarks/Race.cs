using System.Diagnostics;

namespace Leap.Benchmarks;

/// <summary>
/// Lets programs run in turns, so that a machine that is busy for a while is busy for all of them. The best round of each counts: noise
/// only ever slows a program down.
/// </summary>
internal static class Race
{
    /// <summary>Runs each once unmeasured, then <paramref name="rounds"/> times in turns.</summary>
    /// <returns>The least seconds of each.</returns>
    public static async Task<double[]> RunAsync(int rounds, params Func<Task>[] programs)
    {
        foreach (var program in programs)
        {
            await program();
        }

        var best = new double[programs.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < programs.Length; i++)
            {
                best[i] = Math.Min(best[i], await SecondsAsync(programs[i]));
            }
        }

        return best;
    }

    public static async Task<double> SecondsAsync(Func<Task> program)
    {
        var start = Stopwatch.GetTimestamp();
        await program();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
