using System.Collections.Concurrent;

namespace Leap.Tests.Jobs;

/// <summary>An operation that notes the days it was asked for, and does on each only what was not done before.</summary>
public sealed class Counter
{
    private readonly ConcurrentQueue<DateOnly> asked = new();

    public IReadOnlyList<DateOnly> Asked => [.. asked];

    public Exception? Fault { get; set; }

    public Task<int> RunAsync(DateOnly asOf)
    {
        var isFirst = !asked.Contains(asOf);
        asked.Enqueue(asOf);
        return Fault is null ? Task.FromResult(isFirst ? 3 : 0) : Task.FromException<int>(Fault);
    }
}
