namespace Leap.Jobs;

/// <summary>The schedule as the program was composed with it.</summary>
public sealed record JobList(IReadOnlyList<Job> All)
{
    public Job? Find(string name) => All.FirstOrDefault(j => string.Equals(j.Name, name, StringComparison.Ordinal));
}
