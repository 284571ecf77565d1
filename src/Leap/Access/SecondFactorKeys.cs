using Microsoft.AspNetCore.DataProtection;

namespace Leap.Access;

/// <summary>Keeps the keys of authenticator apps unreadable to who has the database alone.</summary>
public sealed class SecondFactorKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector stored = protection.CreateProtector("Leap.SecondFactor");
    private readonly ITimeLimitedDataProtector offered = protection.CreateProtector("Leap.SecondFactor.Offer").ToTimeLimitedDataProtector();

    /// <summary>A new key for a form to carry, for an hour and for this person.</summary>
    public string Offer(long personId) => offered.Protect($"{personId} {Totp.NewKey()}", TimeSpan.FromHours(1));

    /// <summary>The key that was offered; null when this is no offer for this person, or no longer.</summary>
    public string? Offered(long personId, string offer)
    {
        try
        {
            return offered.Unprotect(offer).Split(' ') is [var id, var key] && id == $"{personId}" ? key : null;
        }
        catch (System.Security.Cryptography.CryptographicException e) when (e is not null)
        {
            return null;
        }
    }

    internal string Hide(string key) => stored.Protect(key);

    internal string Show(string hidden) => stored.Unprotect(hidden);
}
