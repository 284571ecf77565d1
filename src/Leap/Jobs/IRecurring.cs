namespace Leap.Jobs;

/// <summary>
/// An operation that runs again and again by itself. Its work is keyed by a day of the programme: running twice,
/// late, or on two nodes does nothing more.
/// </summary>
public interface IRecurring
{
    /// <summary>Returns how many things were done; zero when a run before had done them all.</summary>
    Task<int> RunAsync(DateOnly asOf, CancellationToken cancel);
}
