using Leap.Audit;
using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Programmes;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Tests.Mail;

/// <summary>An outbox on a real database, a clock that stands still, and a transport that keeps what it is handed.</summary>
internal sealed class PostOffice(TestDatabase database, LeapSettings settings) : IAsyncDisposable
{
    private readonly Composer composer = new(
        new MailKinds([Kind<Letter>(), Kind<Telegram>(), Kind<BrokenLetter>()]),
        Languages.Load(),
        new MailSeals(Scopes(database)),
        settings);

    public FixedClock Clock { get; } = FixedClock.Start();

    public RecordingTransport Transport { get; } = new();

    public LeapSettings Settings => settings;

    public MailSeals Seals { get; } = new(Scopes(database));

    public Calendar Calendar => new(Clock, Settings);

    /// <param name="connections">With one, mails are handed over in the very order in which the relay takes them.</param>
    public static Task<PostOffice> OpenAsync(Engine engine, int connections = 8) =>
        OpenAsync(engine, mail => mail with { Connections = connections });

    public static async Task<PostOffice> OpenAsync(Engine engine, Func<MailSettings, MailSettings> change)
    {
        var database = await engine.CreateAsync();
        return new(database, database.Settings with { Mail = change(database.Settings.Mail) });
    }

    public LeapDb Open() => database.Open();

    public RetryMessage RetryMessage(LeapDb db) => new(db, new AuditLog(db, Calendar, NullLogger<AuditLog>.Instance), Calendar);

    public async Task OweAsync<TMail>(TMail mail, string key, string address = "zofia@reseller.example", string name = "Zofia Łęcka")
        where TMail : IMail
    {
        await using var db = Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        new Outbox(db, Calendar, Settings).Owe(mail, new Recipient(7, name, address, "pl"), key);
        await write.CommitAsync(CancellationToken.None);
    }

    public async Task OweLettersAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await OweAsync(new Letter($"Letter {i}"), $"letter/{i}");
        }
    }

    /// <summary>Many at once, each to a person of their own at the domain.</summary>
    public async Task OweManyAsync(int count, string domain)
    {
        await using var db = Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var outbox = new Outbox(db, Calendar, Settings);
        await db.InsertAsync(
            [.. Enumerable.Range(1, count).Select(i => outbox.Draft(
                new Letter($"Letter {i} to {domain}"), new Recipient(i, $"Person {i}", $"p{i}@{domain}", "en"), $"letter/{domain}/{i}"))],
            CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    public async Task<RelayCounts> RelayAsync(CancellationToken cancel = default)
    {
        await using var db = Open();
        return await Relay(db).RunAsync(cancel);
    }

    /// <summary>Runs the relay over a real connection instead of the transport that keeps what it gets.</summary>
    public async Task<RelayCounts> RelayAsync(IMailTransport transport, ILogger<RelayOutbox>? log = null)
    {
        await using var db = Open();
        log ??= NullLogger<RelayOutbox>.Instance;
        return await new RelayOutbox(db, composer, transport, Calendar, Settings, log).RunAsync(CancellationToken.None);
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

    /// <summary>Waits for what the relay does meanwhile.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static IServiceScopeFactory Scopes(TestDatabase database) =>
        new ServiceCollection().AddScoped(_ => database.Open()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();

    private static MailKind Kind<TMail>()
        where TMail : IMail => new(TMail.Kind, typeof(TMail), TMail.Choice);
}
