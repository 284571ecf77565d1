using System.Diagnostics;
using System.Globalization;
using Leap.Settings;

namespace Leap.Tests.Ledger;

/// <summary>The built program as a process of its own, which can be killed without a word (SIGKILL).</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process process;
    private readonly Task<string> said;

    private ChildProgram(Process process)
    {
        this.process = process;
        said = ReadAsync(process);
    }

    /// <summary>The most memory that was ever its own, in megabytes.</summary>
    public double PeakMegabytes { get; private set; }

    public bool HasExited => process.HasExited;

    /// <summary>Runs a verb over a database; mails go to the SMTP server of the settings, else into files.</summary>
    public static ChildProgram Start(LeapSettings settings, params string[] words) =>
        Start(settings, new Dictionary<string, string>(StringComparer.Ordinal), words);

    /// <param name="environment">Variables besides those that name the database and the data folder.</param>
    public static ChildProgram Start(LeapSettings settings, IReadOnlyDictionary<string, string> environment, params string[] words)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Checkout.At($"src/Leap.Web/bin/{build.Parent!.Name}/{build.Name}/Leap.Web.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.DataFolder,
            Environment =
            {
                ["Leap__DataFolder"] = settings.DataFolder,
                ["Leap__Database"] = settings.Database,
                ["Leap__Mail__Host"] = settings.Mail.Host,
                ["Leap__Mail__Port"] = settings.Mail.Port.ToString(CultureInfo.InvariantCulture),
                ["DOTNET_ENVIRONMENT"] = "Development",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start)!);
    }

    /// <summary>Kills it when the condition comes true, unless it is done before. Answers whether it was killed.</summary>
    public async Task<bool> KillWhenAsync(Func<Task<bool>> isTime)
    {
        while (!process.HasExited && !await isTime())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(3));
        }

        var isKilled = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        return isKilled;
    }

    /// <summary>Asks it to stop (SIGTERM), and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var asking = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    /// <summary>Kills it at once. Answers whether it was still running.</summary>
    public async Task<bool> KillAsync()
    {
        var isKilled = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        return isKilled;
    }

    public void NoteMemory()
    {
        try
        {
            process.Refresh();
            PeakMegabytes = Math.Max(PeakMegabytes, process.WorkingSet64 / 1_048_576.0);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile, with the peak that was noted.
            return;
        }
    }

    /// <summary>Waits until it is done, which must go well.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> FinishAsync()
    {
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await said}");
        return await said;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static async Task<string> ReadAsync(Process process)
    {
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return string.Concat(texts);
    }
}
