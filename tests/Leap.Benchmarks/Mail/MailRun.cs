using System.Globalization;
using Leap.Seeding;

namespace Leap.Benchmarks.Mail;

/// <summary>How fast a month's statements are made and mailed.</summary>
internal sealed class MailRun(DemoSize size, string name, int mails)
{
    /// <summary>A tenth of the whole programme.</summary>
    private static readonly DemoSize Tenth = new(
        Firms: 70, People: 500, Completions: 3_000, Invoices: 1_050, Revenue: 23_800_000m, SellOutRows: 600);

    /// <summary>Null for arguments that mean nothing.</summary>
    public static MailRun? Parse(string[] args) => args switch
    {
        [] or ["--size", "small"] => new(Tenth, "small", 800),
        ["--size", "full"] => new(DemoSize.Full, "full", 5_000),
        _ => null,
    };

    public async Task RunAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}, {Environment.ProcessorCount} cores, {now:yyyy-MM-dd HH:mm} UTC, SQLite"));
        using var sink = await Sink.StartAsync();
        await using (var programme = await Programme.PlayAsync(size, sink.Port))
        {
            Console.WriteLine(Line.Header);
            await foreach (var line in StatementData.RunAsync(programme))
            {
                Console.WriteLine(line);
            }
        }

        await using var other = await Programme.PlayAsync(size, sink.Port);
        await foreach (var line in StatementMails.RunAsync(other, mails))
        {
            Console.WriteLine(line);
        }
    }
}
