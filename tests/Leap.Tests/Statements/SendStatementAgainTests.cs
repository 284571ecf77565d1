using Leap.Audit;
using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Statements;

public sealed class SendStatementAgainTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_is_sent_again_is_what_was_sent_whatever_was_booked_since(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var first = await MailAsync(stage, $"2026-11/statement/{anna}");
        await SpendAsync(stage, anna);

        var again = await SendAsync(stage, anna, anna);

        Assert.Equal(first.Body, again.Value.Body);
        Assert.NotEqual(first.HeaderId, again.Value.HeaderId);
    }

    [Fact]
    public async Task It_goes_in_the_language_and_to_the_address_of_today()
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await using (var db = stage.OpenDb())
        {
            await db.People.Where(p => p.Id == anna).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Language, "pl").SetProperty(p => p.Email, "new@firm.example"));
        }

        var again = (await SendAsync(stage, anna, anna)).Value;

        Assert.Equal(("pl", "new@firm.example"), (again.Language, again.ToAddress));
    }

    [Fact]
    public async Task It_can_be_asked_for_again_after_a_while_and_not_before()
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");

        Assert.Null((await SendAsync(stage, anna, anna)).Refusal);
        Assert.Equal(SendStatementAgain.Refusal.TooSoon, (await SendAsync(stage, anna, anna)).Refusal);
        stage.Advance(TimeSpan.FromMinutes(SendStatementAgain.PauseMinutes));
        Assert.Null((await SendAsync(stage, anna, anna)).Refusal);
        var keys = await stage.MailKeysAsync("statement");
        Assert.Equal(3, keys.Count(k => k.StartsWith($"2026-11/statement/{anna}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_refuses_what_was_never_written_and_who_has_no_address()
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var luis = await stage.PersonAsync("Claire Fournier");

        Assert.Equal(SendStatementAgain.Refusal.NotFound, (await SendAsync(stage, luis, luis)).Refusal);
        await using (var db = stage.OpenDb())
        {
            await db.People.Where(p => p.Id == anna).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, (string?)null));
        }

        Assert.Equal(SendStatementAgain.Refusal.NoAddress, (await SendAsync(stage, anna, anna)).Refusal);
    }

    [Fact]
    public async Task A_manager_who_sends_it_is_on_record_and_the_person_is_not()
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var mia = await stage.PersonAsync("Mia Larsen");
        await SendAsync(stage, anna, anna);
        stage.Advance(TimeSpan.FromHours(1));

        await SendAsync(stage, anna, mia);

        await using var db = stage.OpenDb();
        var record = await db.AuditRecords.SingleAsync(r => r.Action == AuditAction.StatementSentAgain);
        Assert.Equal((mia, "2026-11"), (record.ActorId, record.Label));
    }

    private static async Task<Stage> SetAsync(Engine engine)
    {
        var stage = await Stage.SetAsync(engine);
        stage.MoveTo("2026-12-01");
        await stage.RunAsync<IssueStatements, int>(s => s.RunAsync(Stage.On("2026-12-01"), CancellationToken.None));
        return stage;
    }

    private static async Task<Message> MailAsync(Stage stage, string key)
    {
        await using var db = stage.OpenDb();
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Key == key);
    }

    private static Task SpendAsync(Stage stage, long personId) => stage.RunAsync<SpendPoints, bool>(
        async spend => (await spend.RunAsync(personId, 300, "reward/1", "", CancellationToken.None)).Refusal is null);

    private static Task<Outcome<Message, SendStatementAgain.Refusal>> SendAsync(Stage stage, long personId, long askedById) =>
        stage.RunAsync<SendStatementAgain, Outcome<Message, SendStatementAgain.Refusal>>(
            send => send.RunAsync(personId, "2026-11", askedById, CancellationToken.None));
}
