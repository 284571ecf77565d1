using System.Text.Json;
using System.Text.Json.Nodes;
using Leap.Data;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// Mails to the person go, sent or not. In mails to others that name the person, the pseudonym takes the place. The bodies of mails that
/// someone waits for at the screen are in no download: they hold links that let people in.
/// </summary>
internal static class MailData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(MessageTry),
            "mail-deliveries",
            Fate.Deleted,
            (db, id) =>
                from attempt in db.MessageTries
                join message in To(db, id) on attempt.MessageId equals message.Id
                orderby attempt.Id
                select new { Mail = message.Id, attempt.TriedAt, attempt.Result, attempt.Detail },
            [])
            .Erases((db, leaver, cancel) =>
            {
                var mine = To(db, leaver.PersonId).Select(m => m.Id);
                return db.MessageTries.Where(t => mine.Contains(t.MessageId)).ExecuteDeleteAsync(cancel);
            }),
        PersonalTable.Of(
            typeof(Message),
            "mails",
            Fate.Deleted,
            (db, id) => To(db, id)
                .OrderBy(m => m.Id)
                .Select(m => new
                {
                    Mail = m.Id,
                    m.Kind,
                    m.ToName,
                    m.ToAddress,
                    m.Language,
                    m.CreatedAt,
                    m.SentAt,
                    m.FailedAt,
                    m.LastError,
                    Body = m.Priority == 0 ? "" : m.Body,
                }),
            [nameof(Message.PersonId), nameof(Message.ToName), nameof(Message.ToAddress)])
            .Erases(EraseAsync),
        PersonalTable.Of(
            typeof(RestingAddress),
            "resting-addresses",
            Fate.Deleted,
            (db, id) => Resting(db, id)
                .OrderBy(r => r.Id)
                .Select(r => new { r.Address, r.Cause, Mail = r.MessageId, r.Status, r.SinceAt, r.LiftedAt, r.LiftedFor }),
            [nameof(RestingAddress.PersonId), nameof(RestingAddress.Address), nameof(RestingAddress.LiftedById)])
            .Erases((db, leaver, cancel) => Resting(db, leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(BounceReport),
            "bounces",
            Fate.Deleted,
            (db, id) => db.BounceReports.Where(r => r.PersonId == id)
                .OrderBy(r => r.Id)
                .Select(r => new { r.ReadAt, r.Result, Mail = r.MessageId, r.Status }),
            [nameof(BounceReport.PersonId)])
            .Erases((db, leaver, cancel) => db.BounceReports.Where(r => r.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
    ];

    /// <summary>Also those that went to the address before it had an account.</summary>
    private static IQueryable<Message> To(LeapDb db, long personId)
    {
        var address = db.People.Where(p => p.Id == personId && p.Email != null).Select(p => p.Email);
        return db.Messages.Where(m => m.PersonId == personId || (m.PersonId == 0 && address.Contains(m.ToAddress)));
    }

    /// <summary>Also what rested before the address had an account.</summary>
    private static IQueryable<RestingAddress> Resting(LeapDb db, long personId)
    {
        var address = db.People.Where(p => p.Id == personId && p.NormalizedEmail != null).Select(p => p.NormalizedEmail);
        return db.RestingAddresses.Where(r => r.PersonId == personId || (r.PersonId == 0 && address.Contains(r.Address)));
    }

    private static async Task EraseAsync(LeapDb db, Leaver leaver, CancellationToken cancel)
    {
        var mine = To(db, leaver.PersonId);
        leaver.MailFiles.UnionWith((await mine.Select(m => m.HeaderId).ToListAsync(cancel)).Select(FileOf));
        await mine.ExecuteDeleteAsync(cancel);
        foreach (var trace in leaver.Traces)
        {
            var written = JsonSerializer.Serialize(trace)[1..^1];
            var naming = await db.Messages.AsNoTracking().Where(m => m.Body.Contains(written))
                .Select(m => new { m.Id, m.Body, m.HeaderId })
                .ToListAsync(cancel);
            foreach (var message in naming)
            {
                var body = JsonNode.Parse(message.Body)!;
                Replace(body, trace, leaver.Pseudonym);
                var text = body.ToJsonString();
                await db.Messages.Where(m => m.Id == message.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Body, text).SetProperty(m => m.LastError, (string?)null), cancel);
                leaver.MailFiles.Add(FileOf(message.HeaderId));
            }
        }
    }

    private static string FileOf(string headerId) => headerId.Split('@')[0];

    private static void Replace(JsonNode node, string trace, string pseudonym)
    {
        switch (node)
        {
            case JsonObject all:
                foreach (var (key, value) in all.ToList())
                {
                    all[key] = Replaced(value, trace, pseudonym);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    list[i] = Replaced(list[i], trace, pseudonym);
                }

                break;
        }
    }

    private static JsonNode? Replaced(JsonNode? value, string trace, string pseudonym)
    {
        if (value is JsonValue text && text.TryGetValue<string>(out var words))
        {
            return JsonValue.Create(Traces.Replace(words, trace, pseudonym));
        }

        if (value is not null)
        {
            Replace(value, trace, pseudonym);
        }

        return value?.DeepClone();
    }
}
