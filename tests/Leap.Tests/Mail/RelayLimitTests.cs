using Leap.Mail;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Mail;

public sealed class RelayLimitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sends_no_more_to_one_domain_in_any_minute_than_its_limit(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 10 });
        office.Clock.Advance(TimeSpan.FromSeconds(3));
        await office.OweManyAsync(25, "reseller.example");

        Assert.Equal(10, (await office.RelayAsync()).Sent);
        office.Clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Equal(0, (await office.RelayAsync()).Sent);
        office.Clock.Advance(TimeSpan.FromSeconds(HandedOver.SlotSeconds));
        Assert.Equal(10, (await office.RelayAsync()).Sent);
        office.Clock.Advance(2 * Minute);
        Assert.Equal(5, (await office.RelayAsync()).Sent);
        Assert.Equal(25, office.Transport.Handed.Distinct().Count());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_domain_at_its_limit_holds_up_nobody_else(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 10 });
        await office.OweManyAsync(500, "large.example");
        await office.OweManyAsync(5, "small.example");
        await office.OweManyAsync(5, "tiny.example");

        Assert.Equal(20, (await office.RelayAsync()).Sent);
        Assert.Equal(10, office.Transport.Handed.Count(h => h.Subject.EndsWith("large.example", StringComparison.Ordinal)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_a_person_waits_for_goes_although_both_limits_are_reached(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 10, PerMinute = 10 });
        await office.OweManyAsync(50, "reseller.example");
        await office.RelayAsync();
        await office.OweAsync(new Telegram("Come at once"), "telegram/1");

        Assert.Equal(1, (await office.RelayAsync()).Sent);
        Assert.Equal("Come at once", office.Transport.Handed[^1].Subject);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_a_person_waits_for_counts(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 3 });
        await office.OweAsync(new Telegram("Come at once"), "telegram/1");
        await office.RelayAsync();
        await office.OweManyAsync(5, "reseller.example");

        Assert.Equal(2, (await office.RelayAsync()).Sent);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sends_no_more_in_all_than_the_limit_of_the_whole_programme(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 8, PerMinute = 10 });
        await office.OweManyAsync(12, "one.example");
        await office.OweManyAsync(12, "two.example");

        Assert.Equal(10, (await office.RelayAsync()).Sent);
        Assert.Equal(0, (await office.RelayAsync()).Sent);
        office.Clock.Advance(2 * Minute);
        Assert.Equal(10, (await office.RelayAsync()).Sent);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task All_nodes_together_keep_to_the_limits(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 40, PerMinute = 70 });
        await office.OweManyAsync(200, "one.example");
        await office.OweManyAsync(200, "two.example");

        var counts = await Task.WhenAll(office.RelayAsync(), office.RelayAsync(), office.RelayAsync());

        Assert.Equal(70, counts.Sum(c => c.Sent));
        Assert.Equal(40, office.Transport.Handed.Count(h => h.Subject.EndsWith("one.example", StringComparison.Ordinal)));
        Assert.Equal(70, office.Transport.Handed.Distinct().Count());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_mail_that_is_tried_again_counts_again(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 2 });
        await office.OweManyAsync(2, "reseller.example");
        office.Transport.Answer = _ => Delivery.Later(TryReason.PutOff, "451 greylisted");
        await office.RelayAsync();
        office.Transport.Answer = _ => new Delivery(TryResult.Sent, "");
        office.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(0, (await office.RelayAsync()).Sent);
        office.Clock.Advance(Minute);
        Assert.Equal(2, (await office.RelayAsync()).Sent);
    }

    [Theory]
    [OnSqlite]
    public async Task However_a_domain_is_written_it_is_one(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 1 });
        await office.OweAsync(new Letter("one"), "letter/1", "zofia@bücher.example");
        await office.OweAsync(new Letter("two"), "letter/2", "zofia@BÜCHER.example");
        await office.OweAsync(new Letter("three"), "letter/3", "zofia@xn--bcher-kva.Example");

        Assert.Equal(1, (await office.RelayAsync()).Sent);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_was_handed_over_is_forgotten_when_no_limit_looks_at_it_any_more(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 10 });
        await office.OweManyAsync(3, "one.example");
        await office.RelayAsync();
        office.Clock.Advance(2 * Minute);
        await office.OweManyAsync(3, "two.example");
        await office.RelayAsync();

        await using var db = office.Open();
        Assert.Equal("two.example", (await db.HandedOver.SingleAsync()).Domain);
    }
}
