using System.Diagnostics;

namespace Leap.Benchmarks.Mail;

internal static class Cpu
{
    /// <summary>What this process has used so far, on all cores.</summary>
    public static double Seconds()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime.TotalSeconds;
    }
}
