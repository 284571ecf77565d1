using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leap.Access;

/// <summary>
/// Codes of authenticator apps: RFC 6238 with what every app speaks, SHA-1, six digits and steps of 30 seconds. The framework checks such
/// codes too but does not say which step one belongs to, and without that a code that was seen could be used again.
/// </summary>
public static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20;

    /// <summary>A new key in base 32 without padding, as apps show and take it.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Alphabet, KeyBytes * 8 / 5);

    public static long StepAt(DateTime now) => new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeSeconds() / StepSeconds;

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 as apps speak it; HMAC does not rest on collisions.")]
    public static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Bytes(key), counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The step whose code this is, one step before or after now allowed; null when it is none, or not newer than the last.
    /// </summary>
    public static long? Match(string key, string code, DateTime now, long lastStep)
    {
        var (given, found) = (Encoding.ASCII.GetBytes(code), (long?)null);
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            var isRight = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(CodeAt(key, step)));
            found = isRight && step > lastStep && found is null ? step : found;
        }

        return found;
    }

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        var (bits, count, next) = (0, 0, 0);
        foreach (var letter in key)
        {
            bits = ((bits << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF;
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                bytes[next++] = (byte)(bits >> count);
            }
        }

        return bytes;
    }
}
