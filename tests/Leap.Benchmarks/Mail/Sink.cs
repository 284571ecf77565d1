using System.Diagnostics;
using System.Globalization;

namespace Leap.Benchmarks.Mail;

/// <summary>A running <see cref="SinkServer"/>.</summary>
internal sealed class Sink : IDisposable
{
    public const string Word = "mail-sink";

    private readonly Process process;

    private Sink(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public static async Task<Sink> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Word)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var server = Process.Start(start)!;
        var port = await server.StandardOutput.ReadLineAsync();
        return new Sink(server, int.Parse(port!, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
