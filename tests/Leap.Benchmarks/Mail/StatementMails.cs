using System.Collections.Concurrent;
using System.Net.Mail;
using Leap.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Benchmarks.Mail;

/// <summary>
/// Statements in eight languages on their way to a local server: rendered, handed over and noted by the relay, beside bare clients that
/// hand over the same bytes on as many connections. Entries are posted to the ledger all the while.
/// </summary>
internal static class StatementMails
{
    private const int Rounds = 2;
    private const double RateBar = 0.9;
    private const double WorkBar = 0.5;
    private const double CpuMillisecondsMax = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="Posts">Entries that were posted meanwhile.</param>
    private sealed record Turn(double Seconds, double CpuSeconds, int Posts);

    public static async IAsyncEnumerable<Line> RunAsync(Programme programme, int count)
    {
        var owed = await programme.OweAsync(count);
        var (bare, ours) = (new List<Turn>(), new List<Turn>());
        var posted = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var mails = await RenderAsync(programme);
            bare.Add(await TimeAsync(() => SendAsync(mails, programme)));
            while (mails.TryDequeue(out var left))
            {
                left.Dispose();
            }

            await programme.RewindAsync();
            ours.Add(await TimeAsync(() => RelayAsync(programme, owed)));
        }

        // The first round warmed both up.
        var theirs = bare.Skip(1).MinBy(t => t.Seconds)!;
        var best = ours.Skip(1).MinBy(t => t.Seconds)!;
        yield return Line.Rates(
            FormattableString.Invariant($"{owed} statements to a sink, {programme.Connections} connections"),
            owed / theirs.Seconds, owed / best.Seconds, RateBar);
        var cpu = 1_000 * (ours.Skip(1).Min(t => t.CpuSeconds) - bare.Skip(1).Min(t => t.CpuSeconds)) / owed;
        yield return new Line(
            "CPU of rendering and bookkeeping a mail", CpuMillisecondsMax, cpu, " ms", cpu / CpuMillisecondsMax, 1, IsCeiling: true);
        yield return Line.Rates("entries posted meanwhile", theirs.Posts / theirs.Seconds, best.Posts / best.Seconds, WorkBar);

        async Task<Turn> TimeAsync(Func<Task> work)
        {
            using var stop = new CancellationTokenSource();
            var before = posted;
            var spent = Cpu.Seconds();
            var posting = Task.Run(() => PostAsync(stop.Token));
            var seconds = await Race.SecondsAsync(work);
            var turn = new Turn(seconds, Cpu.Seconds() - spent, posted - before);
            await stop.CancelAsync();
            await posting;
            return turn;
        }

        async Task PostAsync(CancellationToken cancel)
        {
            while (!cancel.IsCancellationRequested)
            {
                await programme.PostAsync(posted++);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private static async Task<ConcurrentQueue<MailMessage>> RenderAsync(Programme programme)
    {
        var mails = new ConcurrentQueue<MailMessage>();
        foreach (var message in await programme.MessagesAsync())
        {
            mails.Enqueue(await programme.UseAsync(
                scope => scope.GetRequiredService<Composer>().ComposeAsync(message, CancellationToken.None)));
        }

        return mails;
    }

    private static Task SendAsync(ConcurrentQueue<MailMessage> mails, Programme programme) =>
        Task.WhenAll(Enumerable.Range(0, programme.Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new SmtpClient("127.0.0.1", programme.Port);
            while (mails.TryDequeue(out var mail))
            {
                using (mail)
                {
                    await client.SendMailAsync(mail);
                }
            }
        })));

    private static async Task RelayAsync(Programme programme, int owed)
    {
        var sent = 0;
        while (sent < owed)
        {
            var counts = await programme.RelayAsync();
            sent += counts.Sent;
            if (counts.Sent == 0 || counts.Failed + counts.Later > 0)
            {
                throw new InvalidOperationException($"The relay came to {counts}.");
            }
        }
    }
}
