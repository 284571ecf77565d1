using Leap.Benchmarks.Joining;
using Leap.Benchmarks.Ledger;
using Leap.Benchmarks.Mail;

const string Usage =
    "Usage: dotnet run -c Release --project tests/Leap.Benchmarks -- ledger [--size small|full] [--only ROW]\n"
    + "       dotnet run -c Release --project tests/Leap.Benchmarks -- mail [--size small|full]\n"
    + "       dotnet run -c Release --project tests/Leap.Benchmarks -- joining";

if (args is [Sink.Word])
{
    await SinkServer.RunAsync();
    return 0;
}

if (args is ["joining"])
{
    await JoiningRun.RunAsync(CancellationToken.None);
    return 0;
}

if (args is ["mail", .. var mail] && MailRun.Parse(mail) is { } mails)
{
    await mails.RunAsync();
    return 0;
}

if (args is not ["ledger", .. var rest] || LedgerRun.Parse(rest) is not { } run)
{
    await Console.Error.WriteLineAsync(Usage);
    await Console.Error.WriteLineAsync($"Rows: {string.Join(", ", LedgerRun.Names)}");
    return 2;
}

await run.RunAsync(CancellationToken.None);
return 0;
