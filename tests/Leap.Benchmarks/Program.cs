using Leap.Benchmarks;

if (args is ["ledger", ..] && (args.Length == 1 || int.TryParse(args[1], out _)))
{
    await PostingBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 20_000);
    return 0;
}

await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Leap.Benchmarks -- ledger [ENTRIES]");
return 2;
