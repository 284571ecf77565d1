using Leap.Data;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Finds whom the vendor's directory vouches for: who was linked before, else who has the same address, if the directory has verified it;
/// that person is linked from then on. Nobody is created.
/// </summary>
public sealed class UseDirectory(LeapDb db)
{
    public enum Refusal
    {
        EmailNotVerified,

        /// <summary>Nobody here has the address, or who has it is suspended.</summary>
        Unknown,
    }

    /// <summary>What the directory says of somebody.</summary>
    /// <param name="Subject">The directory's own key, which never changes.</param>
    public sealed record Voucher(string Issuer, string Subject, string Email, bool IsEmailVerified);

    public async Task<Outcome<Person, Refusal>> RunAsync(Voucher voucher, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var logins = db.Set<IdentityUserLogin<long>>();
        var linked = await logins.Where(l => l.LoginProvider == voucher.Issuer && l.ProviderKey == voucher.Subject)
            .Select(l => (long?)l.UserId).FirstOrDefaultAsync(cancel);
        if (linked is null && !voucher.IsEmailVerified)
        {
            return Refusal.EmailNotVerified;
        }

        var normalised = MailAddresses.Normalised(voucher.Email);
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(
            p => p.SuspendedAt == null && (linked == null ? p.NormalizedEmail == normalised : p.Id == linked), cancel);
        if (person is null)
        {
            return Refusal.Unknown;
        }

        if (linked is null)
        {
            logins.Add(new IdentityUserLogin<long>
            {
                LoginProvider = voucher.Issuer, ProviderKey = voucher.Subject, UserId = person.Id,
            });
        }

        await write.CommitAsync(cancel);
        return person;
    }
}
