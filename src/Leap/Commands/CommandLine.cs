using Leap.Data;
using Leap.Ledger;
using Leap.Statements;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leap.Commands;

/// <summary>The program's plain verbs: `help`, `seed`, `import`, `export`, `job`, `verify`, `rebuild`. Without one it serves.</summary>
public static class CommandLine
{
    private static readonly string[] HelpWords = [Help.Verb, "--help", "-h", "-?", "/?"];

    /// <summary>Whether the words hold a verb; if not, they are settings for the server.</summary>
    public static bool HasVerb(IReadOnlyList<string> args) => args.Count > 0 && (!args[0].StartsWith('-') || HelpWords.Contains(args[0]));

    public static IServiceCollection AddLeapCommands(this IServiceCollection services) => services
        .AddScoped<SeedCommand>()
        .AddScoped<ICommand>(provider => provider.GetRequiredService<SeedCommand>())
        .AddScoped<ICommand, ImportCommand>()
        .AddScoped<ICommand, JobCommand>()
        .AddScoped<ICommand, VerifyCommand>()
        .AddScoped<ICommand, ExportCommand>()
        .AddScoped<ICommand, RebuildCommand>();

    /// <summary>
    /// Runs the verb against the database, which it brings to the program's schema first. Null: there is no verb, so serve.
    /// Otherwise an <see cref="ExitCode"/>; the reason for anything but 0 is on <paramref name="error"/>.
    /// </summary>
    public static async Task<int?> RunAsync(
        string[] args, IServiceProvider services, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!HasVerb(args))
        {
            return null;
        }

        await using var scope = services.CreateAsyncScope();
        var commands = scope.ServiceProvider.GetServices<ICommand>().ToList();
        if (HelpWords.Contains(args[0]))
        {
            await Help.WriteAsync(output, commands);
            return (int)ExitCode.Done;
        }

        var command = commands.Find(c => string.Equals(c.Name, args[0], StringComparison.Ordinal));
        if (command is null)
        {
            await error.WriteLineAsync($"There is no verb “{args[0]}”.");
            await Help.WriteAsync(error, commands);
            return (int)ExitCode.WrongUsage;
        }

        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        return (int)await RunAsync(command, args[1..], scope.ServiceProvider, new Output(output, error, isTerminal, clock), cancel);
    }

    private static string? Explain(Exception fault) =>
        fault is DatabaseException or BooksException or LedgerFileException ? fault.Message : Upgrade.Explain(fault);

    private static async Task<ExitCode> RunAsync(
        ICommand command, string[] words, IServiceProvider services, Output output, CancellationToken cancel)
    {
        try
        {
            return await command.RunAsync(Arguments.Parse(words, "--as-of"), output, cancel);
        }
        catch (UsageException e)
        {
            await output.RefuseAsync(e.Message);
            await output.RefuseAsync($"Usage: {command.Name} {command.Usage}".TrimEnd());
            return ExitCode.WrongUsage;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await output.RefuseAsync("Stopped. What was committed stays; run it again to go on.");
            return ExitCode.Refused;
        }
        catch (Exception fault) when (Explain(fault) is { } sentence)
        {
            await output.RefuseAsync(sentence);
            return ExitCode.Refused;
        }
        catch (Exception fault)
        {
            services.GetRequiredService<ILogger<ICommand>>().LogError(fault, "The command {Command} failed", command.Name);
            await output.RefuseAsync($"{command.Name} failed: {fault.Message}");
            return ExitCode.Refused;
        }
    }
}
