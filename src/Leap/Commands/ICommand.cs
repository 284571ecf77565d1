namespace Leap.Commands;

/// <summary>One verb of the program's command line.</summary>
public interface ICommand
{
    string Name { get; }

    /// <summary>What follows the verb: `SUBJECT FILE [--dry-run]`; empty when nothing does.</summary>
    string Usage { get; }

    /// <summary>What there is to choose from, and what it is called: `Subjects`.</summary>
    (string Title, IReadOnlyList<string> Names) Choices => ("", []);

    /// <summary>Throws <see cref="UsageException"/> before anything is done when the arguments are wrong.</summary>
    Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel);
}
