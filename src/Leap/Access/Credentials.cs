using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Changes to what a person signs in with. Each renews the stamps, so that what was begun with the old ones fails.</summary>
internal static class Credentials
{
    extension(Person person)
    {
        /// <summary>The user name is the address, and both are compared by their normalised forms.</summary>
        public void MoveTo(string address)
        {
            person.Email = address;
            person.UserName = address;
            person.NormalizedEmail = MailAddresses.Normalised(address);
            person.NormalizedUserName = person.NormalizedEmail;
            person.EmailConfirmed = true;
            person.RenewStamps();
        }

        public void RenewStamps()
        {
            person.SecurityStamp = Guid.NewGuid().ToString("N");
            person.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        }
    }

    extension(LeapDb db)
    {
        /// <summary>Inside the caller's transaction; the person is tracked.</summary>
        public async Task RemoveSecondFactorAsync(Person person, CancellationToken cancel)
        {
            await db.SecondFactors.Where(f => f.PersonId == person.Id).ExecuteDeleteAsync(cancel);
            await db.RecoveryCodes.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(cancel);
            person.TwoFactorEnabled = false;
            person.RenewStamps();
        }
    }
}
