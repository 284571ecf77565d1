using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leap.Mail;

/// <summary>
/// Seals what mails carry back to us, so that nobody can make it up: <c>{content}.{32 hex digits}</c>, half of an HMAC-SHA256. It holds no
/// address, survives mail programs that change capitals, and never runs out.
/// </summary>
/// <param name="secrets">The newest first: it seals, and all of them open.</param>
public sealed class MailSeal(IReadOnlyList<byte[]> secrets)
{
    private const int SealBytes = 16;
    private const string Choice = "choice";
    private const string Return = "return";

    /// <summary>Opens the page on which a person chooses mails; the kind is that of the mail it stands in.</summary>
    public string ForChoice(long personId, string kind) =>
        Sealed(Choice, string.Create(CultureInfo.InvariantCulture, $"{personId}.{kind}"));

    /// <summary>Null when the token is not whole or not ours.</summary>
    public (long PersonId, string Kind)? OpenChoice(string? token)
    {
        var parts = Opened(Choice, token)?.Split('.', 2) ?? [];
        return parts.Length == 2 && TryId(parts[0], out var personId) ? (personId, parts[1]) : null;
    }

    /// <summary>Tells whose mail came back.</summary>
    public string ForReturn(long messageId) => Sealed(Return, messageId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The message's id; null when the token is not whole or not ours.</summary>
    public long? OpenReturn(string? token) => TryId(Opened(Return, token), out var messageId) ? messageId : null;

    private static bool TryId(string? text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static byte[] Mac(byte[] secret, string purpose, string content) =>
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{purpose}\n{content}"))[..SealBytes];

    private string Sealed(string purpose, string content) => $"{content}.{Convert.ToHexStringLower(Mac(secrets[0], purpose, content))}";

    private string? Opened(string purpose, string? token)
    {
        var dot = token?.LastIndexOf('.') ?? -1;
        var seal = new byte[SealBytes];
        if (dot < 1 || token!.Length != dot + 1 + (2 * SealBytes)
            || Convert.FromHexString(token.AsSpan(dot + 1), seal, out _, out _) != OperationStatus.Done)
        {
            return null;
        }

        var content = token[..dot].ToLowerInvariant();
        return secrets.Any(s => CryptographicOperations.FixedTimeEquals(Mac(s, purpose, content), seal)) ? content : null;
    }
}
