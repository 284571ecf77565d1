using System.Runtime.InteropServices;
using Leap.Commands;
using Microsoft.Extensions.Logging.Console;

namespace Leap.Web.Hosting;

/// <summary>The program without a server: one verb of the command line.</summary>
internal static class Verbs
{
    /// <summary>Logs go to standard error, so that standard output holds results alone.</summary>
    public static void AddVerbs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders()
            .AddSimpleConsole()
            .AddConsole(console =>
            {
                console.FormatterName = ConsoleFormatterNames.Simple;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
            })
            .AddFilter(level => level >= LogLevel.Warning);
    }

    /// <summary>Runs the verb until it is done or asked to stop; null when there is none.</summary>
    public static async Task<int?> RunVerbAsync(this WebApplication app, string[] args)
    {
        if (!CommandLine.HasVerb(args))
        {
            return null;
        }

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await CommandLine.RunAsync(args, app.Services, Console.Out, Console.Error, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
