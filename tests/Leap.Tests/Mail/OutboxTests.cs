using Leap.Mail;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Mail;

public sealed class OutboxTests
{
    private static readonly Recipient Zofia = new(7, "Zofia Łęcka", "zofia@reseller.example", "pl");

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Owes_nothing_when_the_cause_was_rolled_back(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await using (var db = office.Open())
        await using (await db.BeginWriteAsync(CancellationToken.None))
        {
            new Outbox(db, office.Calendar, office.Settings).Owe(new Letter("Hello"), Zofia, "letter/1");
            await db.SaveChangesAsync();
        }

        Assert.Equal(new RelayCounts(0, 0, 0), await office.RelayAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Refuses_to_owe_the_same_mail_twice(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");

        await Assert.ThrowsAsync<DbUpdateException>(() => office.OweAsync(new Letter("Hello again"), "letter/1"));
    }

    [Theory]
    [OnSqlite]
    public async Task Gives_a_mail_one_id_on_the_domain_of_the_public_address(Engine engine)
    {
        await using var office = await PostOffice.OpenAsync(engine);
        await office.OweAsync(new Letter("Hello"), "letter/1");

        Assert.Matches("^[0-9a-f]{32}@localhost$", (await office.MessageAsync("letter/1")).HeaderId);
    }
}
