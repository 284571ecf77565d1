using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Leap.Members.Invitations;

/// <summary>What a mailed link carries and only its reader knows: 256 random bits, of which the database keeps the hash.</summary>
public static class Secret
{
    /// <summary>Letters of a hash.</summary>
    public const int HashLength = 64;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool Fits(string? secret, string hash) =>
        secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(secret)), Encoding.UTF8.GetBytes(hash));
}
