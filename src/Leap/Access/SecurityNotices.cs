using System.Globalization;
using Leap.Mail;
using Leap.Members;

namespace Leap.Access;

/// <summary>Owes a person the mail that tells of a change to their sign-in, in the transaction of that change.</summary>
public sealed class SecurityNotices(Outbox outbox, Programmes.Calendar calendar)
{
    public void Owe(Person person, SecurityNotice notice) => Owe(person.ToRecipient(), notice, undoPath: null);

    /// <param name="undoPath">See <see cref="SecurityNoticeMail.UndoPath"/>.</param>
    public void Owe(Recipient to, SecurityNotice notice, string? undoPath)
    {
        var day = calendar.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        outbox.Owe(
            new SecurityNoticeMail
            {
                Name = to.Name, Notice = notice, At = calendar.Now, Zone = calendar.ZoneName, UndoPath = undoPath,
            },
            to,
            $"{day}/security/{to.PersonId}/{notice}/{Guid.NewGuid():N}");
    }
}
