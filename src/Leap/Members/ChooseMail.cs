using Leap.Data;
using Leap.Mail;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// Keeps which kinds of mail a person wants, and how often the statement (M3). Services come in any case. It holds at once: what waits of
/// a kind that is declined is not sent, and comes after all when the kind is wanted again the same day.
/// </summary>
public sealed class ChooseMail(LeapDb db, MailKinds kinds, Calendar calendar)
{
    public enum Refusal
    {
        /// <summary>The account was erased.</summary>
        NoSuchPerson,
    }

    private IEnumerable<string> Declinable => kinds.Choices.Where(k => k.Choice == MailChoice.CanBeDeclined).Select(k => k.Name);

    /// <summary>The rarest rhythm that the rules allow: a statement is a service, which can't be switched off.</summary>
    public static StatementRhythm Rarest { get; } = Enum.GetValues<StatementRhythm>().Max();

    /// <summary>Null when the account was erased.</summary>
    public async Task<MailWish?> ReadAsync(long personId, CancellationToken cancel) =>
        await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.ErasedAt == null, cancel) is { } person
            ? WishOf(person)
            : null;

    /// <param name="wanted">Of the kinds that can be declined; all others that can be are switched off.</param>
    /// <returns>What the person wanted before.</returns>
    public Task<Outcome<MailWish, Refusal>> RunAsync(
        long personId, IReadOnlyCollection<string> wanted, StatementRhythm rhythm, CancellationToken cancel) =>
        ChangeAsync(personId, _ => new([.. wanted], rhythm), cancel);

    /// <summary>Ends mails of one kind, or makes them as rare as they can be; of a kind that offers no choice it changes nothing.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<Outcome<MailWish, Refusal>> StopAsync(long personId, string kind, CancellationToken cancel) => ChangeAsync(
        personId,
        before => kinds.Choices.FirstOrDefault(k => string.Equals(k.Name, kind, StringComparison.Ordinal))?.Choice switch
        {
            MailChoice.CanBeDeclined => before with { Wanted = [.. before.Wanted.Except([kind], StringComparer.Ordinal)] },
            MailChoice.HasRhythm => before with { Rhythm = Rarest },
            _ => before,
        },
        cancel);

    private async Task<Outcome<MailWish, Refusal>> ChangeAsync(long personId, Func<MailWish, MailWish> change, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.People.SingleOrDefaultAsync(p => p.Id == personId && p.ErasedAt == null, cancel) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        var before = WishOf(person);
        var after = change(before);
        var declined = Declinable.Except(after.Wanted, StringComparer.Ordinal).ToList();
        person.DeclinedMail = string.Join(' ', declined.Order(StringComparer.Ordinal));
        person.StatementRhythm = after.Rhythm;
        await Withholding.DeclinedAsync(db, personId, declined, calendar.Now, cancel);
        await Withholding.WantedAgainAsync(db, personId, [.. after.Wanted], calendar.Now, cancel);
        await write.CommitAsync(cancel);
        return before;
    }

    private MailWish WishOf(Person person) => new(
        [.. Declinable.Except(person.DeclinedMail.Split(' '), StringComparer.Ordinal)], person.StatementRhythm);
}
