using Leap.Data;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Programmes;
using Leap.Terms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leap.Joining;

/// <summary>
/// Takes an invitation, once: the person, the membership and the yes to the terms come into being together. Somebody who has an account is
/// asked to sign in with it first, so that a link in a mail is never a way around what else protects it.
/// </summary>
public sealed class AcceptInvitation(LeapDb db, CurrentTerms current, Calendar calendar, ILogger<AcceptInvitation> log)
{
    public enum Refusal
    {
        NotValid,
        Revoked,
        AlreadyAccepted,
        Expired,
        SignInFirst,
        OtherAddress,
        AlreadyMember,
        MemberElsewhere,
        NameMissing,
        NameTooLong,
        TermsNotAccepted,
    }

    /// <summary>What the link offers, to be shown to who has it.</summary>
    /// <param name="Inviter">Null: the programme itself.</param>
    /// <param name="HasAccount">Whether the reader joins with the account that they are signed in with.</param>
    public sealed record Offer(Invitation Invitation, Firm Firm, string? Inviter, bool HasAccount);

    /// <summary>What the person says of themselves; for somebody who has an account only the terms count.</summary>
    /// <param name="PasswordHash">Null: none, they sign in by mail.</param>
    /// <param name="Terms">Null: they did not agree.</param>
    public sealed record Answer(string Name, string Language, string? PasswordHash, TermsYes? Terms);

    /// <summary>What it would come to; changes nothing.</summary>
    /// <param name="readerId">Who is signed in; null: nobody.</param>
    public async Task<Outcome<Offer, Refusal>> LookAsync(long id, string? secret, long? readerId, CancellationToken cancel)
    {
        var found = await FindAsync(id, secret, readerId, cancel);
        if (found.Refusal is { } refusal)
        {
            log.LogInformation("Invitation {InvitationId} was not opened: {Refusal}", id, refusal);
            return refusal;
        }

        var (invitation, account) = found.Value;
        var firm = await db.Firms.AsNoTracking().SingleAsync(f => f.Id == invitation.FirmId, cancel);
        var inviter = await db.People.AsNoTracking().Where(p => p.Id == invitation.InvitedById).Select(p => p.Name)
            .FirstOrDefaultAsync(cancel);
        return new Offer(invitation, firm, inviter, account is not null && readerId is not null);
    }

    public async Task<Outcome<Person, Refusal>> RunAsync(
        long id, string? secret, long? readerId, Answer typed, CancellationToken cancel)
    {
        var answer = typed with { Name = typed.Name.Trim() };
        await using var write = await db.BeginWriteAsync(cancel);
        await LockAsync(id, cancel);
        var found = await FindAsync(id, secret, readerId, cancel);
        if ((found.Refusal ?? RefuseAnswer(answer, hasAccount: readerId is not null)) is { } refusal)
        {
            log.LogInformation("Invitation {InvitationId} was not accepted: {Refusal}", id, refusal);
            return refusal;
        }

        if (await current.NumberAsync(cancel) is { } number && number != answer.Terms?.Number)
        {
            return Refusal.TermsNotAccepted;
        }

        var (invitation, account) = found.Value;
        if (!await TakeAsync(invitation, cancel))
        {
            return Refusal.AlreadyAccepted;
        }

        var person = account ?? await AddPersonAsync(invitation, answer, cancel);
        if (readerId is null)
        {
            (person.Name, person.Language, person.PasswordHash) = (answer.Name, answer.Language, answer.PasswordHash);
            person.EmailConfirmed = true;
        }

        await AddMembershipAsync(invitation, person, cancel);
        await AddAcceptanceAsync(person, answer.Terms, cancel);
        await db.Invitations.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.PersonId, person.Id), cancel);
        await write.CommitAsync(cancel);
        log.LogInformation("Invitation {InvitationId} was accepted by person {PersonId}", id, person.Id);
        return person;
    }

    private static Refusal? RefuseAnswer(Answer answer, bool hasAccount) => answer switch
    {
        _ when hasAccount => null,
        { Name.Length: 0 } => Refusal.NameMissing,
        { Name.Length: > 200 } => Refusal.NameTooLong,
        _ => null,
    };

    /// <summary>The invitation with the tracked account that it is for; the account is null for somebody new.</summary>
    private async Task<Outcome<(Invitation Invitation, Person? Account), Refusal>> FindAsync(
        long id, string? secret, long? readerId, CancellationToken cancel)
    {
        var invitation = await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancel);
        if (invitation is null || !Secret.Fits(secret, invitation.SecretHash))
        {
            return Refusal.NotValid;
        }

        var state = invitation.StateAt(calendar.Now);
        if (state != InvitationState.Open)
        {
            return state switch
            {
                InvitationState.Accepted => Refusal.AlreadyAccepted,
                InvitationState.Revoked => Refusal.Revoked,
                _ => Refusal.Expired,
            };
        }

        var account = await db.People.FirstOrDefaultAsync(p => p.NormalizedUserName == invitation.NormalizedAddress, cancel);
        if (await RefuseAccountAsync(invitation, account, readerId, cancel) is { } refusal)
        {
            return refusal;
        }

        return (invitation, account);
    }

    private async Task<Refusal?> RefuseAccountAsync(Invitation invitation, Person? account, long? readerId, CancellationToken cancel)
    {
        if (account is { SuspendedAt: not null })
        {
            return Refusal.NotValid;
        }

        if (readerId is not null && readerId != account?.Id)
        {
            return Refusal.OtherAddress;
        }

        if (account is null)
        {
            return null;
        }

        var isWaiting = readerId is null && IsWaiting(invitation, account);
        if (readerId is null && !isWaiting)
        {
            return Refusal.SignInFirst;
        }

        var today = calendar.Today;
        var firmIds = await db.Memberships.Where(m => m.PersonId == account.Id && (m.ToOn == null || m.ToOn >= today))
            .Select(m => m.FirmId)
            .ToListAsync(cancel);
        if (firmIds.Contains(invitation.FirmId))
        {
            return isWaiting ? null : Refusal.AlreadyMember;
        }

        // Who waits was a member by the import; without that the firm let them go before they came.
        return firmIds.Count > 0 ? Refusal.MemberElsewhere : isWaiting ? Refusal.NotValid : null;
    }

    /// <summary>Made by an import for this very invitation, and nobody has put a lock on it yet.</summary>
    private static bool IsWaiting(Invitation invitation, Person account) =>
        invitation.PersonId == account.Id && account is { PasswordHash: null, TwoFactorEnabled: false, EmailConfirmed: false };

    /// <summary>
    /// Two at once come one after the other, so that the second finds what the first made, also when two firms invited the same person.
    /// </summary>
    private async Task LockAsync(long id, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE id = {id} FOR UPDATE", cancel);
            await db.Database.ExecuteSqlAsync(
                $"""
                SELECT 1 FROM people
                WHERE normalized_user_name = (SELECT normalized_address FROM invitations WHERE id = {id}) FOR NO KEY UPDATE
                """,
                cancel);
        }
    }

    /// <summary>False when it was taken meanwhile.</summary>
    private async Task<bool> TakeAsync(Invitation invitation, CancellationToken cancel)
    {
        var now = calendar.Now;
        return await db.Invitations.Where(i => i.Id == invitation.Id && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AcceptedAt, now), cancel) == 1;
    }

    private async Task<Person> AddPersonAsync(Invitation invitation, Answer answer, CancellationToken cancel)
    {
        var country = await db.Firms.Where(f => f.Id == invitation.FirmId).Select(f => f.Country).SingleAsync(cancel);
        var person = new Person
        {
            UserName = invitation.Address,
            NormalizedUserName = invitation.NormalizedAddress,
            Email = invitation.Address,
            NormalizedEmail = invitation.NormalizedAddress,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
            Name = answer.Name,
            Language = answer.Language,
            Country = country,
            EnrolledOn = calendar.Today,
        };
        db.People.Add(person);
        await db.SaveChangesAsync(cancel);
        return person;
    }

    /// <summary>An import has made it already.</summary>
    private async Task AddMembershipAsync(Invitation invitation, Person person, CancellationToken cancel)
    {
        var today = calendar.Today;
        var isMember = await db.Memberships.AnyAsync(
            m => m.PersonId == person.Id && m.FirmId == invitation.FirmId && (m.ToOn == null || m.ToOn >= today), cancel);
        if (!isMember)
        {
            db.Memberships.Add(new Membership
            {
                PersonId = person.Id, FirmId = invitation.FirmId, Personas = invitation.Personas, FromOn = today,
            });
        }
    }

    private async Task AddAcceptanceAsync(Person person, TermsYes? yes, CancellationToken cancel)
    {
        var own = db.TermsAcceptances.Where(a => a.PersonId == person.Id && a.FirmId == null);
        if (yes is not null && !await own.AnyAsync(a => a.TermsNumber == yes.Number, cancel))
        {
            db.Add(yes.For(person.Id, calendar.Now));
        }
    }
}
