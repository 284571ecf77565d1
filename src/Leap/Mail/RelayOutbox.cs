using System.Security.Cryptography;
using System.Threading.Channels;
using Leap.Data;
using Leap.Mail.Bounces;
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
    public const int LeaseSeconds = Leases.Seconds;

    /// <summary>Four to five days, as RFC 5321 (4.5.4.1) has it: a weekend without a mail server costs no mail.</summary>
    public const int TriesMax = 24;

    /// <summary>Nine hours: what someone waited for at the screen (priority 0) is of no use to them later.</summary>
    public const int TriesMaxAtScreen = 8;

    /// <summary>Minutes after which a run leases no more, so that it ends and is seen to end.</summary>
    private const int RunMinutes = 5;

    /// <summary>How long results are gathered before they are written: many in one transaction leave the database to others.</summary>
    private const int NoteMilliseconds = 50;

    /// <summary>How long a run that waits for a slow server leaves the outbox alone before it looks for more to send.</summary>
    private const int LookMilliseconds = 1_000;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(6);

    private static readonly UnboundedPrioritizedChannelOptions<Message> InOrder = new()
    {
        Comparer = Comparer<Message>.Create((one, other) =>
            (one.Priority, one.DueAt, one.Id).CompareTo((other.Priority, other.DueAt, other.Id))),
    };

    private readonly Leases leases = new(db, calendar, settings.Mail);

    /// <summary>Sends until nothing is due. A send that began is finished even when cancelled: cut off, it would leave a doubt.</summary>
    public async Task<RelayCounts> RunAsync(CancellationToken cancel)
    {
        if (!await leases.AnyDueAsync(cancel))
        {
            return new RelayCounts(0, 0, 0);
        }

        var work = Channel.CreateUnboundedPrioritized(InOrder);
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
        var reasons = new SortedSet<TryReason>();
        var open = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var finished = Finished(results);
            open -= finished.Count;
            counts = counts.With(finished);
            reasons.UnionWith(finished.Select(t => t.Delivery?.Reason).OfType<TryReason>());
            var room = calendar.Now >= until || open > most / 2 ? 0 : most - open;
            var leased = await TurnAsync(finished, room);
            open += leased.Count;
            foreach (var message in leased)
            {
                work.TryWrite(message);
            }

            if (open == 0)
            {
                Say(counts, reasons);
                return counts;
            }

            await AnswersAsync(results, Math.Min(workers, open), cancel);
        }
    }

    private void Say(RelayCounts counts, IReadOnlyCollection<TryReason> reasons)
    {
        if (counts.Later + counts.Failed > 0)
        {
            log.LogWarning(
                "Mails: {Sent} sent, {Later} put off, {Failed} given up; reasons: {Reasons}",
                counts.Sent,
                counts.Later,
                counts.Failed,
                string.Join(", ", reasons));
        }
    }

    /// <summary>Returns early once there are as many as workers: those that answer must not wait for one that hangs.</summary>
    private static async Task AnswersAsync(ChannelReader<Tried> results, int most, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LookMilliseconds);
        try
        {
            await results.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return;
        }

        if (results.Count < most)
        {
            await Task.Delay(NoteMilliseconds, cancel);
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
        if (message.Tries > MostOf(message))
        {
            return Delivery.Failed(message.LastReason ?? TryReason.CutOff, message.LastError ?? $"Cut off {message.Tries - 1} times.");
        }

        try
        {
            using var mail = await composer.ComposeAsync(message, CancellationToken.None);
            return await SendAsync(message, mail);
        }
        catch (AddressException fault)
        {
            log.LogWarning("Message {Id} of kind {Kind}: {Reason}", message.Id, message.Kind, fault.Message);
            return Delivery.Failed(fault.Reason, fault.Message);
        }
        catch (Exception fault)
        {
            log.LogError("Message {Id} of kind {Kind} can't be made: {Fault}", message.Id, message.Kind, Nameless(fault));
            return Delivery.Failed(TryReason.NotMade, $"Can't be made: {fault.Message}");
        }
    }

    private async Task<Delivery> SendAsync(Message message, System.Net.Mail.MailMessage mail)
    {
        try
        {
            return Final(message, await transport.SendAsync(mail, CancellationToken.None));
        }
        catch (Exception fault)
        {
            log.LogError("Message {Id} could not be sent: {Fault}", message.Id, Nameless(fault));
            return Final(message, Delivery.Later(TryReason.Unreachable, fault.Message));
        }
    }

    /// <summary>The last try is final, and so is a second doubt: a third mail would be one too many (M1).</summary>
    private static Delivery Final(Message message, Delivery delivery) => delivery switch
    {
        { Result: TryResult.Later, Reason: TryReason.Doubtful } when message.DoubtedAt is not null =>
            Delivery.Failed(TryReason.Doubtful, $"Handed over twice without an answer: {delivery.Detail}"),
        { Result: TryResult.Later } when message.Tries >= MostOf(message) =>
            new Delivery(TryResult.Failed, $"Given up after {message.Tries} tries: {delivery.Detail}", delivery.Reason),
        _ => delivery,
    };

    private static int MostOf(Message message) => message.Priority == 0 ? TriesMaxAtScreen : TriesMax;

    /// <summary>Messages of exceptions may quote what they were about: names and addresses. Where it happened does not.</summary>
    private static string Nameless(Exception fault) => $"{fault.GetType()}{Environment.NewLine}{fault.StackTrace}";

    /// <summary>
    /// Notes what is finished and leases at most <paramref name="room"/> messages more, in one transaction. It can't be cancelled: what was
    /// sent must be noted.
    /// </summary>
    private async Task<IReadOnlyList<Message>> TurnAsync(List<Tried> finished, int room)
    {
        if (finished.Count == 0 && (room == 0 || !await leases.AnyDueAsync(CancellationToken.None)))
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

    /// <summary>Goes on where all that it took turned out to rest, since nothing leased would end the run.</summary>
    private async Task<IReadOnlyList<Message>> LeaseAsync(int room)
    {
        IReadOnlyList<Message> taken, leased;
        do
        {
            taken = await leases.TakeAsync(room, CancellationToken.None);
            leased = await Withholding.WithoutRestingAsync(db, taken, calendar.Now);
        }
        while (leased.Count == 0 && taken.Count > 0);
        return leased;
    }

    private async Task NoteAsync(List<Tried> finished)
    {
        db.MessageTries.AddRange(finished.Where(t => t.Delivery is not null).Select(t => new MessageTry
        {
            MessageId = t.Message.Id,
            TriedAt = t.At,
            Result = t.Delivery!.Result,
            Reason = t.Delivery.Reason,
            Detail = Cut(t.Delivery.Detail),
        }));
        var sent = finished.Where(t => t.IsSent).Select(t => t.Message.Id).ToList();
        var now = calendar.Now;
        await db.Messages.Where(m => sent.Contains(m.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.SentAt, m => m.SentAt ?? now)
            .SetProperty(m => m.FailedAt, (DateTime?)null)
            .SetProperty(m => m.LeaseUntilAt, (DateTime?)null)
            .SetProperty(m => m.LastReason, (TryReason?)null)
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

            if (tried.Delivery is not { } delivery)
            {
                message.Release();
                continue;
            }

            if (delivery.Reason == TryReason.Doubtful)
            {
                message.Doubt(tried.At);
            }

            if (delivery.Result == TryResult.Later)
            {
                message.PutOff(tried.At + Delay(message.Tries), delivery.Reason, Cut(delivery.Detail));
            }
            else
            {
                message.GiveUp(tried.At, delivery.Reason, Cut(delivery.Detail));
                await RestRefusedAsync(message, delivery);
            }
        }
    }

    /// <summary>A server that knows at once that there is no such mailbox says what a bounce would say.</summary>
    private async Task RestRefusedAsync(Message message, Delivery delivery)
    {
        if (delivery.Reason == TryReason.Refused && BounceReader.NoMailbox(delivery.Detail) is { } status)
        {
            await db.RestAsync(message, RestCause.HardBounce, status, calendar.Now, CancellationToken.None);
        }
    }

    /// <summary>30 seconds, then three times longer after each try, up to six hours; a fifth more or less, so that tries spread.</summary>
    private static TimeSpan Delay(int tries)
    {
        var seconds = Math.Min(30 * Math.Pow(3, tries - 1), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(seconds) * (RandomNumberGenerator.GetInt32(80, 121) / 100.0);
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
