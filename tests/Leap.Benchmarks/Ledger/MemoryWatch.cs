namespace Leap.Benchmarks.Ledger;

/// <summary>What is in memory after a tenth of the work, and at its end.</summary>
internal sealed class MemoryWatch(long total)
{
    private const int Tenth = 10;
    private const double Megabyte = 1_048_576;

    private readonly Lock gate = new();
    private (double Heap, double WorkingSet)? early;
    private (double Heap, double WorkingSet) late;

    /// <summary>May be called at once from several threads.</summary>
    public void Reach(long done)
    {
        var isEarly = early is null && done >= total / Tenth;
        if (!isEarly && done < total)
        {
            return;
        }

        lock (gate)
        {
            var now = (GC.GetTotalMemory(forceFullCollection: true) / Megabyte, Environment.WorkingSet / Megabyte);
            early ??= now;
            late = now;
        }
    }

    public IEnumerable<Line> Lines(string work, double bar)
    {
        yield return Line.Costs($"managed heap of {work}, end beside a tenth", early!.Value.Heap, late.Heap, " MB", bar);
        yield return Line.Costs($"working set of {work}, end beside a tenth", early.Value.WorkingSet, late.WorkingSet, " MB", bar);
    }
}
