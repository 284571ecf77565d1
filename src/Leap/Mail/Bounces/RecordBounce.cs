using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leap.Mail.Bounces;

/// <summary>
/// Writes down what came of one file, and lets the address of its mail rest when that follows (M4). It believes only what carries a token
/// of ours, and counts a file once and a kind of report once for each mail.
/// </summary>
public sealed class RecordBounce(LeapDb db, MailSeals seals, Calendar calendar, ILogger<RecordBounce> log)
{
    /// <summary>Mails that came back as soft bounces within <see cref="SoftDays"/> before an address rests.</summary>
    public const int SoftMax = 5;

    public const int SoftDays = 30;

    /// <returns>Null when the file was recorded before.</returns>
    public async Task<BounceReport?> RunAsync(BounceReading reading, string fingerprint, CancellationToken cancel)
    {
        var seal = await seals.ReadAsync(cancel);
        var messageId = reading.Tokens.Select(seal.OpenReturn).FirstOrDefault(id => id is not null);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.BounceReports.AnyAsync(r => r.Fingerprint == fingerprint, cancel))
        {
            return null;
        }

        var message = messageId is null
            ? null
            : await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId, cancel);
        var isRepeated = message is not null
            && await db.BounceReports.AnyAsync(r => r.MessageId == message.Id && r.Result == reading.Result, cancel);
        var report = new BounceReport
        {
            Fingerprint = fingerprint,
            ReadAt = calendar.Now,
            Result = Believed(reading.Result, messageId, message),
            MessageId = message?.Id,
            PersonId = message?.PersonId ?? 0,
            Status = reading.Status,
        };
        db.BounceReports.Add(report);
        if (message is not null && !isRepeated && await CauseAsync(message, report, cancel) is { } cause)
        {
            await db.RestAsync(message, cause, report.Status, calendar.Now, cancel);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        log.LogInformation("Bounce report {Id}: {Result} of message {MessageId}", report.Id, report.Result, report.MessageId);
        return report;
    }

    private static BounceResult Believed(BounceResult said, long? messageId, Message? message) => said switch
    {
        BounceResult.AutoReply or BounceResult.NoReport or BounceResult.Unreadable => said,
        _ when messageId is null => BounceResult.NotAuthentic,
        _ when message is null => BounceResult.UnknownMessage,
        _ => said,
    };

    /// <summary>Null when nothing follows yet.</summary>
    private async Task<RestCause?> CauseAsync(Message message, BounceReport report, CancellationToken cancel) => report.Result switch
    {
        BounceResult.HardBounce => RestCause.HardBounce,
        BounceResult.Complaint => RestCause.Complaint,
        BounceResult.SoftBounce when await SoftAsync(message, cancel) >= SoftMax => RestCause.SoftBounces,
        _ => null,
    };

    /// <summary>Mails to the address that came back, this one included; those before it was last lifted are forgiven.</summary>
    private async Task<int> SoftAsync(Message message, CancellationToken cancel)
    {
        var since = calendar.Now.AddDays(-SoftDays);
        var key = RestingAddress.KeyOf(message.ToAddress);
        var lifted = await db.RestingAddresses.Where(r => r.Address == key).MaxAsync(r => r.LiftedAt, cancel);
        since = lifted > since ? lifted.Value : since;
        var ids = await db.BounceReports
            .Where(r => r.Result == BounceResult.SoftBounce && r.ReadAt > since)
            .Join(db.Messages.Where(m => m.ToAddress == message.ToAddress), r => r.MessageId, m => (long?)m.Id, (r, m) => m.Id)
            .Distinct()
            .CountAsync(id => id != message.Id, cancel);
        return ids + 1;
    }
}
