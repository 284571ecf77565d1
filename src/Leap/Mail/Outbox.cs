using System.Security.Cryptography;
using System.Text;
using Leap.Data;
using Leap.Programmes;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>Where an operation puts the mails that it owes; they are stored and sent only if its transaction commits.</summary>
public sealed class Outbox(LeapDb db, Calendar calendar, LeapSettings settings)
{
    private readonly string host = new Uri(settings.PublicUrl).Host;

    /// <summary>Adds the mail to the caller's transaction. A key that was used before makes the commit fail.</summary>
    /// <param name="key">Kind, person and period or cause; what ascends comes first: <c>2026-11/statement/4711</c>.</param>
    /// <returns>Null when nothing is owed: the person declined mails of the kind, or has no address.</returns>
    public Message? Owe<TMail>(TMail mail, Recipient to, string key)
        where TMail : IMail
    {
        if (to.Address.Length == 0 || (TMail.Choice == MailChoice.CanBeDeclined && to.Declines(TMail.Kind)))
        {
            return null;
        }

        var message = Draft(mail, to, key);
        db.Messages.Add(message);
        return message;
    }

    /// <summary>The same without adding it: for many at once, which the caller inserts.</summary>
    /// <inheritdoc cref="Owe"/>
    public Message Draft<TMail>(TMail mail, Recipient to, string key)
        where TMail : IMail
    {
        var now = calendar.Now;
        return new Message
        {
            Key = key,
            Kind = TMail.Kind,
            PersonId = to.PersonId,
            ToName = to.Name,
            ToAddress = to.Address,
            Language = to.Language,
            Priority = TMail.Priority,
            Body = MailKinds.Body(mail),
            HeaderId = HeaderId(key),
            CreatedAt = now,
            DueAt = now,
        };
    }

    /// <summary>Made of the key, so that the same mail has the same id even in a database that was restored and replayed.</summary>
    private string HeaderId(string key) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0, 16)}@{host}";
}
