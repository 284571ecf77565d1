using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Leap.Access;

/// <summary>
/// Binds the address that a sign-in link leads on to, to that link: its secret is the key, so that the address can't be altered or put
/// under another link, and nothing of it is stored.
/// </summary>
public static class ReturnSeal
{
    /// <summary>A longer address is not worth carrying in a mail.</summary>
    public const int AddressMax = 512;

    public static string Of(string secret, string address) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(address)));

    public static bool Fits(string? seal, string secret, string? address) =>
        seal is not null
        && address is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(seal), Encoding.UTF8.GetBytes(Of(secret, address)));
}
