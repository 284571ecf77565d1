using System.Security.Cryptography;
using System.Threading.Channels;
using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leap.Mail;

/// <summary>
/// Sends what the outbox owes. One loop owns the database: in one transaction each it notes results and leases more, while workers send.
/// A crash loses nothing: leases end by themselves, and a mail that may have been sent goes once more under the same Message-ID.
/// </summary>
public sealed class RelayOutbox(
    LeapDb db, Composer composer, IMailTransport transport, Calendar calendar, LeapSettings settings, ILogger<RelayOutbox> log)
{
    /// <summary>Seconds that a leased message belongs to its relay; one that waits too long for its worker is given back.</summary>
    public const int LeaseSeconds = 90;

    public const int TriesMax = 8;

    /// <summary>Minutes after which a run leases no more, so that it ends and is seen to end.</summary>
    private const int RunMinutes = 5;

    /// <summary>How long results are gathered before they are written: many in one transaction leave the database to others.</summary>
    private const int NoteMilliseconds = 50;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);

    /// <summary>Sends until nothing is due. A send that began is finished even when cancelled: cut off, it would leave a doubt.</summary>
    public async Task<RelayCounts> RunAsync(CancellationToken cancel)
    {
        if (!await AnyDueAsync(cancel))
        {
            return new RelayCounts(0, 0, 0);
        }

        var work = Channel.CreateUnbounded<Message>();
        var results = Channel.CreateUnbounded<Tried>();
        var workers = Enumerable.Range(0, Math.Max(1, settings.Mail.Connections))
            .Select(_ => Task.Run(() => WorkAsync(work.Reader, results.Writer, cancel), CancellationToken.None))
            .ToArray();
        try
        {
            return await LoopAsync(work.Writer, results.Reader, workers.Length, cancel);
        }
        finally
        {
            work.Writer.Complete();
            await Task.WhenAll(workers);
            await TurnAsync(Finished(results.Reader), room: 0);
        }
    }

    private async Task<RelayCounts> LoopAsync(
        ChannelWriter<Message> work, ChannelReader<Tried> results, int workers, CancellationToken cancel)
    {
        var most = 8 * workers;
        var until = calendar.Now.AddMinutes(RunMinutes);
        var counts = new RelayCounts(0, 0, 0);
        var open = 0;
        var isDry = false;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var finished = Finished(results);
            open -= finished.Count;
            counts = counts.With(finished);
            var room = isDry || calendar.Now >= until || open > most / 2 ? 0 : most - open;
            var leased = await TurnAsync(finished, room);
            isDry |= leased.Count < room;
            open += leased.Count;
            foreach (var message in leased)
            {
                work.TryWrite(message);
            }

            if (open == 0)
            {
                return counts;
            }

            await results.WaitToReadAsync(cancel);
            if (results.Count < workers && results.Count < open)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(NoteMilliseconds), cancel);
            }
        }
    }

    private async Task WorkAsync(ChannelReader<Message> work, ChannelWriter<Tried> results, CancellationToken cancel)
    {
        await foreach (var message in work.ReadAllAsync(CancellationToken.None))
        {
            var isLate = calendar.Now > message.LeaseUntilAt!.Value.AddSeconds(-Smtp.SendSeconds);
            var delivery = isLate || cancel.IsCancellationRequested ? null : await TryAsync(message);
            results.TryWrite(new Tried(message, calendar.Now, delivery));
        }
    }

    private async Task<Delivery> TryAsync(Message message)
    {
        if (message.Tries > TriesMax)
        {
            return new Delivery(TryResult.Failed, message.LastError ?? $"Cut off {TriesMax} times.");
        }

        try
        {
            using var mail = composer.Compose(message);
            return await SendAsync(message, mail);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Message {Id} of kind {Kind} can't be made", message.Id, message.Kind);
            return new Delivery(TryResult.Failed, $"Can't be made: {fault.Message}");
        }
    }

    private async Task<Delivery> SendAsync(Message message, System.Net.Mail.MailMessage mail)
    {
        try
        {
            var delivery = await transport.SendAsync(mail, CancellationToken.None);
            return delivery.Result == TryResult.Later && message.Tries == TriesMax
                ? new Delivery(TryResult.Failed, $"Given up after {TriesMax} tries: {delivery.Detail}")
                : delivery;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Message {Id} could not be sent", message.Id);
            return new Delivery(TryResult.Later, fault.Message);
        }
    }

    /// <summary>
    /// Notes what is finished and leases at most <paramref name="room"/> messages more, in one transaction. It can't be cancelled: what was
    /// sent must be noted.
    /// </summary>
    private async Task<IReadOnlyList<Message>> TurnAsync(List<Tried> finished, int room)
    {
        if (finished.Count == 0 && room == 0)
        {
            return [];
        }

        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        if (finished.Count > 0)
        {
            await NoteAsync(finished);
        }

        var leased = room == 0 ? [] : await LeaseAsync(room);
        await write.CommitAsync(CancellationToken.None);
        db.ChangeTracker.Clear();
        return leased;
    }

    private async Task NoteAsync(List<Tried> finished)
    {
        db.MessageTries.AddRange(finished.Where(t => t.Delivery is not null).Select(t => new MessageTry
        {
            MessageId = t.Message.Id,
            TriedAt = t.At,
            Result = t.Delivery!.Result,
            Detail = Cut(t.Delivery.Detail),
        }));
        var sent = finished.Where(t => t.IsSent).Select(t => t.Message.Id).ToList();
        var now = calendar.Now;
        await db.Messages.Where(m => sent.Contains(m.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.SentAt, m => m.SentAt ?? now)
            .SetProperty(m => m.FailedAt, (DateTime?)null)
            .SetProperty(m => m.LeaseUntilAt, (DateTime?)null)
            .SetProperty(m => m.LastError, (string?)null));
        if (sent.Count < finished.Count)
        {
            await NoteUnsentAsync(finished.Where(t => !t.IsSent).ToDictionary(t => t.Message.Id));
        }
    }

    /// <summary>Leaves alone what another relay has leased since, or sent.</summary>
    private async Task NoteUnsentAsync(Dictionary<long, Tried> unsent)
    {
        foreach (var message in await db.Messages.Where(m => unsent.Keys.Contains(m.Id)).ToListAsync())
        {
            var tried = unsent[message.Id];
            if (!message.IsWaiting || message.LeaseUntilAt != tried.Message.LeaseUntilAt)
            {
                continue;
            }

            switch (tried.Delivery)
            {
                case null:
                    message.Release();
                    break;
                case { Result: TryResult.Later, Detail: var reason }:
                    message.PutOff(tried.At + Delay(message.Tries), Cut(reason));
                    break;
                case { Detail: var reason }:
                    message.GiveUp(tried.At, Cut(reason));
                    break;
            }
        }
    }

    private async Task<IReadOnlyList<Message>> LeaseAsync(int room)
    {
        // On SQLite the write transaction keeps others out; on PostgreSQL rows that another node is leasing are passed over.
        const string Lease =
            """
            UPDATE messages SET lease_until_at = {1}, tries = tries + 1
            WHERE id IN (
              SELECT id FROM messages
              WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= {0} AND (lease_until_at IS NULL OR lease_until_at <= {0})
              ORDER BY priority, due_at, id LIMIT {2}
            """;
        const string Sqlite = Lease + ") RETURNING *";
        const string Postgres = Lease + " FOR UPDATE SKIP LOCKED) RETURNING *";
        var now = calendar.Now;
        var leased = await db.Messages
            .FromSqlRaw(db.IsPostgres ? Postgres : Sqlite, now, now.AddSeconds(LeaseSeconds), room)
            .AsNoTracking()
            .ToListAsync();
        return [.. leased.OrderBy(m => m.Priority).ThenBy(m => m.DueAt).ThenBy(m => m.Id)];
    }

    private Task<bool> AnyDueAsync(CancellationToken cancel)
    {
        var now = calendar.Now;
        return db.Messages.AnyAsync(
            m => m.SentAt == null && m.FailedAt == null && m.DueAt <= now && (m.LeaseUntilAt == null || m.LeaseUntilAt <= now), cancel);
    }

    /// <summary>30 seconds, then three times longer after each try, up to six hours; a fifth more or less, so that tries spread.</summary>
    private static TimeSpan Delay(int tries)
    {
        var delay = TimeSpan.FromSeconds(30 * Math.Pow(3, tries - 1));
        return (delay < LongestDelay ? delay : LongestDelay) * (RandomNumberGenerator.GetInt32(80, 121) / 100.0);
    }

    private static string Cut(string text) => text.Length <= MessageTry.DetailLength ? text : text[..MessageTry.DetailLength];

    private static List<Tried> Finished(ChannelReader<Tried> results)
    {
        var finished = new List<Tried>();
        while (results.TryRead(out var tried))
        {
            finished.Add(tried);
        }

        return finished;
    }

    /// <param name="Delivery">Null when the message was given back untried.</param>
    internal sealed record Tried(Message Message, DateTime At, Delivery? Delivery)
    {
        public bool IsSent => Delivery?.Result == TryResult.Sent;
    }
}

/// <summary>What one run of the relay did: mails sent, put off, and given up.</summary>
public sealed record RelayCounts(int Sent, int Later, int Failed)
{
    internal RelayCounts With(IReadOnlyList<RelayOutbox.Tried> finished) => new(
        Sent + finished.Count(t => t.IsSent),
        Later + finished.Count(t => t.Delivery?.Result == TryResult.Later),
        Failed + finished.Count(t => t.Delivery?.Result == TryResult.Failed));
}
