using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>The addresses that people sign in with, as they are compared.</summary>
public static class MailAddresses
{
    public static string Normalised(string email) => email.Trim().ToUpperInvariant();

    /// <summary>What <see cref="TryLimit"/> counts mails that are asked for by.</summary>
    internal static string TryKey(string email) => "mail " + Normalised(email);

    /// <summary>What it counts passwords by.</summary>
    internal static string PasswordKey(string email) => "password " + Normalised(email);

    extension(LeapDb db)
    {
        /// <summary>Suspended or not; null when nobody has the address.</summary>
        public Task<Person?> FindByAddressAsync(string email, CancellationToken cancel)
        {
            var normalised = Normalised(email);
            return db.People.AsNoTracking().FirstOrDefaultAsync(p => p.NormalizedEmail == normalised, cancel);
        }
    }
}
