using System.Globalization;

namespace Leap.Benchmarks.Ledger;

/// <summary>What the ledger's speed rests on: each row races our operation against the same work written raw.</summary>
internal sealed class LedgerRun(Size size, string? only)
{
    private static readonly Dictionary<string, Func<Stage, IAsyncEnumerable<Line>>> Rows = new(StringComparer.Ordinal)
    {
        ["one"] = OnePost.RunAsync,
        ["callers"] = ManyCallers.RunAsync,
        ["batch"] = Batches.RunAsync,
        ["clients"] = PostgresClients.RunAsync,
        ["load"] = FirstLoad.RunAsync,
        ["verify"] = Verifying.RunAsync,
        ["large"] = LargeLedger.RunAsync,
        ["memory"] = Memory.RunAsync,
    };

    public static IEnumerable<string> Names => Rows.Keys;

    /// <summary>Null for arguments that mean nothing.</summary>
    public static LedgerRun? Parse(string[] args)
    {
        var (size, only) = (Size.Small, (string?)null);
        for (var i = 0; i < args.Length; i += 2)
        {
            switch (args[i..Math.Min(i + 2, args.Length)])
            {
                case ["--size", "small"]:
                    size = Size.Small;
                    break;
                case ["--size", "full"]:
                    size = Size.Full;
                    break;
                case ["--only", var row] when Rows.ContainsKey(row):
                    only = row;
                    break;
                default:
                    return null;
            }
        }

        return new LedgerRun(size, only);
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{size.Name}, {Environment.ProcessorCount} cores, {now:yyyy-MM-dd HH:mm} UTC"));
        if (!Books.HasPostgres)
        {
            Console.WriteLine("PostgreSQL rows are left out: LEAP_TEST_POSTGRES names no server.");
        }

        Console.WriteLine(Line.Header);
        await using var stage = new Stage(size);
        foreach (var (name, row) in Rows)
        {
            if (only is not null && only != name)
            {
                continue;
            }

            await foreach (var line in row(stage).WithCancellation(cancel))
            {
                Console.WriteLine(line);
            }
        }
    }
}
