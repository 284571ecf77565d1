using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Makes and takes the links that mails bring, inside the caller's transaction.</summary>
public sealed class MailedLinks(LeapDb db, Calendar calendar)
{
    /// <summary>
    /// A newer link replaces those of its purpose; an undo stands beside them, since it must outlive whatever came later.
    /// </summary>
    /// <returns>The secret, for the mail and for nothing else.</returns>
    public async Task<string> MakeAsync(Person person, LinkPurpose purpose, TimeSpan valid, string? address, CancellationToken cancel)
    {
        if (purpose != LinkPurpose.UndoAddress)
        {
            await db.MailedLinks.Where(l => l.PersonId == person.Id && l.Purpose == purpose).ExecuteDeleteAsync(cancel);
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.MailedLinks.Add(new MailedLink
        {
            PersonId = person.Id,
            Purpose = purpose,
            Hash = HashOf(secret),
            Address = address,
            CreatedAt = calendar.Now,
            ExpiresAt = calendar.Now + valid,
        });
        return secret;
    }

    /// <summary>Null when there is no such link for this person and purpose, or no longer.</summary>
    public Task<MailedLink?> FindAsync(long personId, LinkPurpose purpose, string secret, CancellationToken cancel)
    {
        var (hash, now) = (HashOf(secret), calendar.Now);
        return db.MailedLinks.AsNoTracking()
            .FirstOrDefaultAsync(l => l.Hash == hash && l.PersonId == personId && l.Purpose == purpose && l.ExpiresAt > now, cancel);
    }

    /// <summary>As <see cref="FindAsync"/>, and uses it up: of two at once, one gets it.</summary>
    public async Task<MailedLink?> TakeAsync(long personId, LinkPurpose purpose, string secret, CancellationToken cancel) =>
        await FindAsync(personId, purpose, secret, cancel) is { } link
        && await db.MailedLinks.Where(l => l.Id == link.Id).ExecuteDeleteAsync(cancel) == 1
            ? link
            : null;

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
