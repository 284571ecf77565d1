using Leap.Mail;
using Leap.Tests.Engines;

namespace Leap.Tests.Mail;

public sealed class RelayOutboxTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sends_each_message_once(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweLettersAsync(100);

        Assert.Equal(new RelayCounts(100, 0, 0), await office.RelayAsync());
        Assert.Equal(new RelayCounts(0, 0, 0), await office.RelayAsync());
        Assert.Equal(100, office.Transport.Handed.Distinct().Count());
        Assert.Equal(100, office.Transport.Handed.Count);
        Assert.All(await office.TriesAsync(), t => Assert.Equal(TryResult.Sent, t.Result));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sends_each_message_once_however_many_relays_run(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweLettersAsync(200);

        var counts = await Task.WhenAll(office.RelayAsync(), office.RelayAsync(), office.RelayAsync());

        Assert.Equal(200, counts.Sum(c => c.Sent));
        Assert.Equal(200, office.Transport.Handed.Count);
        Assert.Equal(200, office.Transport.Handed.Distinct().Count());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_message_sent_by_a_relay_that_died_goes_once_more_under_its_own_id(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        await using (var db = office.Open())
        {
            office.Transport.Answer = _ =>
            {
                db.Dispose();
                return new Delivery(TryResult.Sent, "");
            };
            await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => office.Relay(db).RunAsync(CancellationToken.None));
        }

        office.Transport.Answer = _ => new Delivery(TryResult.Sent, "");
        office.Clock.Advance(TimeSpan.FromSeconds(RelayOutbox.LeaseSeconds - 1));
        Assert.Equal(0, (await office.RelayAsync()).Sent);
        office.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await office.RelayAsync()).Sent);

        Assert.Equal(2, office.Transport.Handed.Count);
        Assert.Single(office.Transport.Handed.Distinct());
        Assert.Equal(2, (await office.MessageAsync("letter/1")).Tries);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Tries_again_later_and_later_and_gives_up_with_the_reason(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        office.Transport.Answer = _ => new Delivery(TryResult.Later, "451 busy");
        var waits = await WaitsUntilGivenUpAsync(office, "letter/1");

        var failed = await office.MessageAsync("letter/1");
        Assert.Equal(RelayOutbox.TriesMax, office.Transport.Handed.Count);
        Assert.Equal(RelayOutbox.TriesMax, (await office.TriesAsync()).Count);
        Assert.Contains("451 busy", failed.LastError, StringComparison.Ordinal);
        Assert.InRange(waits[1], TimeSpan.FromSeconds(24), TimeSpan.FromSeconds(36));
        Assert.Equal(waits[..8].Order(), waits[..8]);
        Assert.All(waits[8..], wait => Assert.InRange(wait, TimeSpan.FromHours(4.8), TimeSpan.FromHours(7.2)));
        Assert.InRange(waits.Aggregate((one, other) => one + other), TimeSpan.FromDays(3.7), TimeSpan.FromDays(5.5));
    }

    [Fact]
    public async Task What_someone_waits_for_at_the_screen_is_given_up_within_half_a_day()
    {
        await using var office = await PostOffice.OpenAsync(Engine.Sqlite);
        await office.OweAsync(new Telegram("Hello"), "telegram/1");
        office.Transport.Answer = _ => new Delivery(TryResult.Later, "451 busy");

        var waits = await WaitsUntilGivenUpAsync(office, "telegram/1");

        Assert.Equal(RelayOutbox.TriesMaxAtScreen, office.Transport.Handed.Count);
        Assert.InRange(waits.Aggregate((one, other) => one + other), TimeSpan.FromHours(7), TimeSpan.FromHours(12));
    }

    [Theory]
    [OnSqlite]
    public async Task Does_not_try_before_it_is_time(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        office.Transport.Answer = _ => new Delivery(TryResult.Later, "451 busy");
        await office.RelayAsync();
        office.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(new RelayCounts(0, 0, 0), await office.RelayAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_refused_message_fails_at_once_and_goes_when_a_manager_retries_it(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        office.Transport.Answer = _ => new Delivery(TryResult.Failed, "550 no such mailbox");
        Assert.Equal(new RelayCounts(0, 0, 1), await office.RelayAsync());
        var failed = await office.MessageAsync("letter/1");
        Assert.Equal("550 no such mailbox", failed.LastError);

        office.Transport.Answer = _ => new Delivery(TryResult.Sent, "");
        Assert.Equal(0, (await office.RelayAsync()).Sent);
        await using (var db = office.Open())
        {
            Assert.Equal(failed.Id, (await office.RetryMessage(db).RunAsync(failed.Id, personId: 1, CancellationToken.None)).Value);
        }

        Assert.Equal(1, (await office.RelayAsync()).Sent);
        Assert.Null((await office.MessageAsync("letter/1")).FailedAt);
    }

    [Theory]
    [OnSqlite]
    public async Task Retrying_refuses_what_is_unknown_or_has_not_failed(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        var message = await office.MessageAsync("letter/1");
        await using var db = office.Open();
        var retry = office.RetryMessage(db);

        Assert.Equal(RetryMessage.Refusal.NotFailed, (await retry.RunAsync(message.Id, personId: 1, CancellationToken.None)).Refusal);
        Assert.Equal(RetryMessage.Refusal.NotFound, (await retry.RunAsync(message.Id + 1, personId: 1, CancellationToken.None)).Refusal);
    }

    [Theory]
    [OnSqlite]
    public async Task Retrying_leaves_alone_what_its_reader_declined_meanwhile(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        office.Transport.Answer = _ => Delivery.Failed(TryReason.Declined, "");
        await office.RelayAsync();
        var id = (await office.MessageAsync("letter/1")).Id;
        await using var db = office.Open();

        Assert.Equal(
            RetryMessage.Refusal.Declined, (await office.RetryMessage(db).RunAsync(id, personId: 1, CancellationToken.None)).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_mail_that_cannot_be_made_fails_alone(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new BrokenLetter("no ink"), "broken/1");
        await office.OweAsync(new ForgottenLetter("Hello"), "forgotten/1");
        await office.OweLettersAsync(20);

        Assert.Equal(new RelayCounts(20, 0, 2), await office.RelayAsync());
        Assert.Contains("no ink", (await office.MessageAsync("broken/1")).LastError, StringComparison.Ordinal);
        Assert.Contains("forgotten-letter", (await office.MessageAsync("forgotten/1")).LastError, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    public async Task A_transport_with_a_fault_puts_the_message_off(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");
        office.Transport.Answer = _ => throw new InvalidOperationException("wires crossed");

        Assert.Equal(new RelayCounts(0, 1, 0), await office.RelayAsync());
        Assert.Equal("wires crossed", (await office.MessageAsync("letter/1")).LastError);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_a_stopped_relay_did_not_begin_is_due_at_once_and_was_no_try(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweLettersAsync(50);
        using var stop = new CancellationTokenSource();
        office.Transport.Answer = _ =>
        {
            stop.Cancel();
            return new Delivery(TryResult.Sent, "");
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => office.RelayAsync(stop.Token));
        var begun = office.Transport.Handed.Count;
        Assert.InRange(begun, 1, 49);

        Assert.Equal(50 - begun, (await office.RelayAsync()).Sent);
        Assert.Equal(50, office.Transport.Handed.Distinct().Count());
        Assert.Equal(1, (await office.MessageAsync("letter/50")).Tries);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_a_person_waits_for_goes_first(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, connections: 1);
        await office.OweLettersAsync(100);
        await office.OweAsync(new Telegram("Come at once"), "telegram/1");

        await office.RelayAsync();

        Assert.Equal("Come at once", office.Transport.Handed[0].Subject);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_comes_while_a_server_hangs_over_one_mail_does_not_wait_for_it(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, connections: 2);
        var begun = new TaskCompletionSource();
        var other = new TaskCompletionSource();
        office.Transport.Delay = mail =>
        {
            begun.TrySetResult();
            return mail.Subject == "Hang" ? other.Task.WaitAsync(TimeSpan.FromSeconds(30)) : Task.Run(other.TrySetResult);
        };
        await office.OweAsync(new Letter("Hang"), "letter/1");

        var relaying = office.RelayAsync();
        await begun.Task;
        await office.OweAsync(new Telegram("Come at once"), "telegram/1");

        Assert.Equal(new RelayCounts(2, 0, 0), await relaying);
    }

    [Theory]
    [OnSqlite]
    public async Task What_a_person_waits_for_overtakes_what_is_already_taken(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, connections: 1);
        await office.OweLettersAsync(4);
        office.Transport.Delay = async mail =>
        {
            if (mail.Subject == "Letter 1")
            {
                await office.OweAsync(new Telegram("Come at once"), "telegram/1");
                await PostOffice.UntilAsync(async () => (await office.MessageAsync("telegram/1")).LeaseUntilAt is not null);
            }
        };

        await office.RelayAsync();

        Assert.Equal("Come at once", office.Transport.Handed[1].Subject);
    }

    private static async Task<List<TimeSpan>> WaitsUntilGivenUpAsync(PostOffice office, string key)
    {
        var waits = new List<TimeSpan>();
        while (await office.MessageAsync(key) is { IsWaiting: true } message)
        {
            waits.Add(message.DueAt - office.Calendar.Now);
            office.Clock.Advance(waits[^1]);
            await office.RelayAsync();
        }

        return waits;
    }
}
