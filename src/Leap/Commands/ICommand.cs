namespace Leap.Commands;

/// <summary>One verb of the program's command line.</summary>
public interface ICommand
{
    string Name { get; }

    /// <summary>What follows the verb: `SUBJECT FILE [--dry-run]`; empty when nothing does.</summary>
    string Usage { get; }

    /// <summary>One sentence for the help.</summary>
    string Purpose { get; }

    /// <summary>Throws <see cref="UsageException"/> before anything is done when the arguments are wrong.</summary>
    Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel);
}
