using Leap.Audit;
using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Programmes;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Tests.Mail;

/// <summary>An outbox on a real database, a clock that stands still, and a transport that keeps what it is handed.</summary>
internal sealed class PostOffice(TestDatabase database, LeapSettings settings) : IAsyncDisposable
{
    private readonly Composer composer = new(
        new MailKinds([Kind<Letter>(), Kind<Telegram>(), Kind<BrokenLetter>()]), Languages.Load(), database.Settings);

    public FixedClock Clock { get; } = FixedClock.Start();

    public RecordingTransport Transport { get; } = new();

    public LeapSettings Settings => settings;

    public Calendar Calendar => new(Clock, Settings);

    /// <param name="connections">With one, mails are handed over in the very order in which the relay takes them.</param>
    public static async Task<PostOffice> OpenAsync(Engine engine, int connections = 8)
    {
        var database = await engine.CreateAsync();
        return new(database, database.Settings with { Mail = database.Settings.Mail with { Connections = connections } });
    }

    public LeapDb Open() => database.Open();

    public RetryMessage RetryMessage(LeapDb db) => new(db, new AuditLog(db, Calendar, NullLogger<AuditLog>.Instance), Calendar);

    public async Task OweAsync<TMail>(TMail mail, string key)
        where TMail : IMail
    {
        await using var db = Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        new Outbox(db, Calendar, Settings).Owe(mail, new Recipient(7, "Zofia Łęcka", "zofia@reseller.example", "pl"), key);
        await write.CommitAsync(CancellationToken.None);
    }

    public async Task OweLettersAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await OweAsync(new Letter($"Letter {i}"), $"letter/{i}");
        }
    }

    public async Task<RelayCounts> RelayAsync(CancellationToken cancel = default)
    {
        await using var db = Open();
        return await Relay(db).RunAsync(cancel);
    }

    public RelayOutbox Relay(LeapDb db) => new(db, composer, Transport, Calendar, Settings, NullLogger<RelayOutbox>.Instance);

    public async Task<Message> MessageAsync(string key)
    {
        await using var db = Open();
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Key == key);
    }

    public async Task<IReadOnlyList<MessageTry>> TriesAsync()
    {
        await using var db = Open();
        return await db.MessageTries.AsNoTracking().OrderBy(t => t.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static MailKind Kind<TMail>()
        where TMail : IMail => new(TMail.Kind, typeof(TMail), TMail.Choice);
}
