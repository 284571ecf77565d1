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

    /// <summary>Runs a verb over a database.</summary>
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

    /// <summary>Waits until it is done, which must go well.</summary>
    public async Task FinishAsync()
    {
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await said}");
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
