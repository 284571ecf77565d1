using Leap.Mail;
using Leap.Tests.Engines;

namespace Leap.Tests.Mail;

public sealed class HeldMailTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Says_which_domain_waits_for_its_limit_and_until_when(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 10 });
        await office.OweManyAsync(25, "large.example");
        await office.OweManyAsync(3, "small.example");
        await office.RelayAsync();

        var held = Assert.Single(await ListAsync(office));

        Assert.Equal(("large.example", 15), (held.Domain, held.Waiting));
        office.Clock.Advance(held.FreeAt - office.Calendar.Now);
        Assert.Empty(await ListAsync(office));
        Assert.Equal(10, (await office.RelayAsync()).Sent);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Says_what_waits_for_the_limit_of_the_whole_programme(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine, mail => mail with { PerMinute = 10 });
        await office.OweManyAsync(8, "one.example");
        await office.OweManyAsync(8, "two.example");
        await office.RelayAsync();

        var held = Assert.Single(await ListAsync(office));

        Assert.Null(held.Domain);
        Assert.Equal(6, held.Waiting);
        Assert.Equal(office.Calendar.Now.AddSeconds(65), held.FreeAt);
    }

    [Theory]
    [OnSqlite]
    public async Task Nothing_is_held_without_limits_or_without_mail_that_waits(Engine engine)
    {
        await using var free = await PostOffice.OpenAsync(engine);
        await free.OweManyAsync(3, "one.example");
        Assert.Empty(await ListAsync(free));

        await using var limited = await PostOffice.OpenAsync(engine, mail => mail with { PerMinuteAndDomain = 3 });
        await limited.OweManyAsync(3, "one.example");
        await limited.RelayAsync();
        Assert.Empty(await ListAsync(limited));
    }

    private static async Task<IReadOnlyList<HeldMail.Held>> ListAsync(PostOffice office)
    {
        await using var db = office.Open();
        return await new HeldMail(db, office.Calendar, office.Settings).ListAsync(CancellationToken.None);
    }
}
