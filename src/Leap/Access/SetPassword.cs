using Leap.Data;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Gives a person a password, the first or a new one. All other sessions end, and so do the links that are still out. A second factor
/// stays as it is.
/// </summary>
public sealed class SetPassword(
    LeapDb db, PasswordRules rules, IPasswordHasher<Person> hasher, MailedLinks links, SecurityNotices notices)
{
    public enum Refusal
    {
        /// <summary>The link has been used, replaced or has expired.</summary>
        NotValid,
        TooShort,
        TooLong,
        TooCommon,

        /// <summary>It is little more than the person's name or address, or the programme's name.</summary>
        TooPersonal,
    }

    /// <summary>For someone who is signed in and has just proved who they are.</summary>
    /// <param name="keptSessionId">The session that goes on.</param>
    public Task<Outcome<Person, Refusal>> RunAsync(long personId, string password, long keptSessionId, CancellationToken cancel) =>
        StoreAsync(personId, password, keptSessionId, secret: null, cancel);

    /// <summary>By a link of <see cref="SendPasswordLink"/>, which a refused password does not use up.</summary>
    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, string password, string secret, CancellationToken cancel) =>
        await links.FindAsync(personId, LinkPurpose.ResetPassword, secret, cancel) is null
            ? Refusal.NotValid
            : await StoreAsync(personId, password, keptSessionId: null, secret, cancel);

    private async Task<Outcome<Person, Refusal>> StoreAsync(
        long personId, string password, long? keptSessionId, string? secret, CancellationToken cancel)
    {
        var named = await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        if (rules.Check(password, named) is { } fault)
        {
            return fault;
        }

        // Hashing is slow by intent, so it is done before the transaction.
        var hash = hasher.HashPassword(named, PasswordRules.Normalised(password));
        await using var write = await db.BeginWriteAsync(cancel);
        if (secret is not null && await links.TakeAsync(personId, LinkPurpose.ResetPassword, secret, cancel) is null)
        {
            return Refusal.NotValid;
        }

        var person = await db.People.FirstAsync(p => p.Id == personId, cancel);
        if (person.SuspendedAt is not null)
        {
            return Refusal.NotValid;
        }

        person.PasswordHash = hash;
        person.RenewStamps();
        await db.Sessions.Where(s => s.PersonId == personId && s.Id != keptSessionId).ExecuteDeleteAsync(cancel);
        await db.MailedLinks.Where(l => l.PersonId == personId && l.Purpose != LinkPurpose.UndoAddress).ExecuteDeleteAsync(cancel);
        notices.Owe(person, SecurityNotice.PasswordChanged);
        await write.CommitAsync(cancel);
        return person;
    }
}
