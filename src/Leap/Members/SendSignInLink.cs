using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leap.Data;
using Leap.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// Mails a link that signs a person in: valid for 15 minutes, once; a newer one replaces it. Only its hash is stored. For an address that
/// nobody has, nothing happens, and the caller can't tell.
/// </summary>
public sealed class SendSignInLink(LeapDb db, Outbox outbox, Programmes.Calendar calendar)
{
    public const int ValidMinutes = 15;

    internal const string Provider = "leap";
    internal const string TokenName = "sign-in-link";

    public async Task RunAsync(string email, CancellationToken cancel)
    {
        var normalised = email.Trim().ToUpperInvariant();
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.AsNoTracking()
            .FirstOrDefaultAsync(p => p.NormalizedEmail == normalised && p.SuspendedAt == null, cancel);
        if (person is null)
        {
            return;
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var until = calendar.Now.AddMinutes(ValidMinutes);
        var tokens = db.Set<IdentityUserToken<long>>();
        await tokens.Where(t => t.UserId == person.Id && t.LoginProvider == Provider && t.Name == TokenName).ExecuteDeleteAsync(cancel);
        tokens.Add(new IdentityUserToken<long>
        {
            UserId = person.Id,
            LoginProvider = Provider,
            Name = TokenName,
            Value = $"{Hash(secret)} {until.ToString("O", CultureInfo.InvariantCulture)}",
        });
        outbox.Owe(
            new SignInLinkMail { Name = person.Name, PersonId = person.Id, Secret = secret },
            person.ToRecipient(),
            $"sign-in-link/{person.Id}/{Hash(secret)[..16]}");
        await write.CommitAsync(cancel);
    }

    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
