using Leap.Data;
using Leap.Mail;
using Leap.Settings;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Mail;

/// <summary>The relay over a connection to a server that misbehaves.</summary>
public sealed class RelaySmtpTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_server_that_greylists_gets_the_mail_at_the_second_try_under_one_id(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink { Script = (stage, nth) => (stage, nth) == ("RCPT", 1) ? "451 4.7.1 come back later" : null };
        using var smtp = To(sink);
        await office.OweAsync(new Letter("Hello"), "letter/1");

        Assert.Equal(new RelayCounts(0, 1, 0), await office.RelayAsync(smtp));
        Assert.Equal(TryReason.PutOff, (await office.MessageAsync("letter/1")).LastReason);
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new RelayCounts(1, 0, 0), await office.RelayAsync(smtp));

        Assert.Contains((await office.MessageAsync("letter/1")).HeaderId, Assert.Single(sink.Mails), StringComparison.Ordinal);
        var tries = await office.TriesAsync();
        Assert.Equal([TryReason.PutOff, null], tries.Select(t => t.Reason));
        Assert.Equal("451 Error in processing. The server response was: 4.7.1 come back later", tries[0].Detail);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_server_that_hangs_after_the_data_gets_the_mail_once_more_under_its_id_and_not_a_third_time(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using var sink = new SmtpSink { Script = (stage, _) => stage == "END" ? SmtpReply.Silence : null };
        var clock = new TimerClock();
        using var smtp = To(sink, clock);
        await office.OweAsync(new Letter("Hello"), "letter/1");

        Assert.Equal(new RelayCounts(0, 1, 0), await HangAsync(office, sink, smtp, clock, times: 1));
        Assert.NotNull((await office.MessageAsync("letter/1")).DoubtedAt);
        Assert.Equal(new RelayCounts(0, 0, 1), await HangAsync(office, sink, smtp, clock, times: 2));
        office.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new RelayCounts(0, 0, 0), await office.RelayAsync(smtp));

        var message = await office.MessageAsync("letter/1");
        Assert.Equal(TryReason.Doubtful, message.LastReason);
        Assert.Equal(2, sink.Mails.Count);
        Assert.All(sink.Mails, mail => Assert.Contains($"Message-ID: <{message.HeaderId}>", mail, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_server_that_hangs_over_one_mail_holds_up_no_other(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, connections: 2);
        await using var sink = new SmtpSink { Script = (stage, nth) => (stage, nth) == ("END", 1) ? SmtpReply.Silence : null };
        var clock = new TimerClock();
        using var smtp = To(sink, clock);
        await office.OweLettersAsync(20);

        var relaying = office.RelayAsync(smtp);
        await PostOffice.UntilAsync(async () => (await office.TriesAsync()).Count == 19);
        clock.Advance(TimeSpan.FromSeconds(Smtp.SendSeconds));

        Assert.Equal(new RelayCounts(19, 1, 0), await relaying);
    }

    [Theory]
    [OnSqlite]
    public async Task A_server_that_is_down_puts_mails_off_and_loses_none(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        var sink = new SmtpSink();
        await sink.DisposeAsync();
        using var smtp = To(sink);
        await office.OweLettersAsync(10);

        Assert.Equal(new RelayCounts(0, 10, 0), await office.RelayAsync(smtp));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, (await office.RelayAsync()).Sent);
    }

    [Theory]
    [OnSqlite]
    public async Task A_server_that_drops_every_third_connection_gets_each_mail_once(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, connections: 4);
        await using var sink = new SmtpSink { Script = (stage, nth) => stage == "RCPT" && nth % 3 == 0 ? SmtpReply.Drop : null };
        using var smtp = To(sink);
        await office.OweLettersAsync(30);

        while ((await office.RelayAsync(smtp)).Later > 0)
        {
            office.Clock.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal(30, sink.Mails.Count);
        Assert.Equal(30, sink.Mails.Select(IdOf).Distinct().Count());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Asked_to_stop_the_program_ends_the_sends_that_began_and_gives_back_the_rest(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var open = new TaskCompletionSource();
        await using var sink = new SmtpSink { Script = (stage, _) => stage == "END" ? SmtpReply.After(open, "250 kept") : null };
        IReadOnlyList<Message> owed =
            [.. Samples.Kinds.All.SelectMany(k => Samples.Languages.All.Select(l => Samples.Message(k.Samples[0], l.Code)))];
        await using (var db = database.Open())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await db.InsertAsync(owed, CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }

        using var program = ChildProgram.Start(
            database.Settings,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Leap__Mail__Host"] = "127.0.0.1",
                ["Leap__Mail__Port"] = $"{sink.Port}",
                ["Leap__Mail__Connections"] = "2",
            },
            "job",
            "relay-outbox");
        await sink.Reached("END", times: 2);
        var stopping = program.StopAsync();
        open.SetResult();
        await stopping;

        await using var after = database.Open();
        var messages = await after.Messages.AsNoTracking().ToListAsync();
        Assert.InRange(sink.Mails.Count, 2, owed.Count - 1);
        Assert.Equal(sink.Mails.Count, messages.Count(m => m is { SentAt: not null, Tries: 1 }));
        Assert.All(messages.Where(m => m.SentAt is null), m => Assert.Equal((0, null), (m.Tries, m.LeaseUntilAt)));
    }

    private static async Task<RelayCounts> HangAsync(PostOffice office, SmtpSink sink, Smtp smtp, TimerClock clock, int times)
    {
        office.Clock.Advance(TimeSpan.FromHours(1));
        var relaying = office.RelayAsync(smtp);
        await sink.Reached("END", times);
        clock.Advance(TimeSpan.FromSeconds(Smtp.SendSeconds));
        return await relaying;
    }

    private static string IdOf(string mail) =>
        mail.Split("\r\n").Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));

    private static Smtp To(SmtpSink sink, TimeProvider? clock = null) => new(
        new LeapSettings { Mail = new MailSettings { Host = "127.0.0.1", Port = sink.Port } }, clock ?? TimeProvider.System);
}
