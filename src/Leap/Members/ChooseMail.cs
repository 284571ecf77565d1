using Leap.Data;
using Leap.Mail;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Keeps which kinds of mail a person wants, and how often the statement (M3). Services come in any case.</summary>
public sealed class ChooseMail(LeapDb db, IEnumerable<MailKind> kinds)
{
    /// <param name="wanted">Of the kinds that can be declined; all others that can be are switched off.</param>
    public async Task RunAsync(long personId, IReadOnlyCollection<string> wanted, StatementRhythm rhythm, CancellationToken cancel)
    {
        var declined = kinds.Where(k => k.Choice == MailChoice.CanBeDeclined && !wanted.Contains(k.Name, StringComparer.Ordinal))
            .Select(k => k.Name)
            .Order(StringComparer.Ordinal);
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.SingleAsync(p => p.Id == personId, cancel);
        person.DeclinedMail = string.Join(' ', declined);
        person.StatementRhythm = rhythm;
        await write.CommitAsync(cancel);
    }
}
