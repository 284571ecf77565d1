using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Leap.Mail;

/// <summary>Whom a mail goes to, as its To line says it. Names come from people: whatever they hold, the header stays whole.</summary>
public static class Addressee
{
    public const int DomainLength = 255;

    /// <summary>Letters of a name in the To line; what is longer is cut, which the mail itself does not.</summary>
    public const int NameLength = 100;

    /// <summary>Octets of the longest address that a server has to take (RFC 5321, 4.5.3.1).</summary>
    private const int AddressLength = 254;

    private const int LocalLength = 64;

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>Throws <see cref="AddressException"/> when no mail can have the address.</summary>
    public static MailAddress Of(string address, string name)
    {
        var at = address.LastIndexOf('@');
        if (at is < 1 or > LocalLength || at == address.Length - 1 || address.AsSpan(0, at).Contains('@')
            || address.AsSpan().ContainsAnyInRange('\0', ' '))
        {
            throw new AddressException(TryReason.BadAddress);
        }

        if (!Ascii.IsValid(address.AsSpan(0, at)))
        {
            throw new AddressException(TryReason.ForeignAddress);
        }

        var domain = FindDomain(address[(at + 1)..]);
        var written = $"{address[..at]}@{domain}";
        return domain is not null && written.Length <= AddressLength && MailAddress.TryCreate(written, out _)
            ? new MailAddress(written, NameIn(name), Encoding.UTF8)
            : throw new AddressException(TryReason.BadAddress);
    }

    /// <summary>
    /// The domain as the wire has it: lower case, in ASCII (a letter beyond it as IDNA writes it); of what is no address, what follows the
    /// last @, else nothing.
    /// </summary>
    public static string DomainOf(string address)
    {
        var after = address[(address.LastIndexOf('@') + 1)..];
        var domain = after.Length == address.Length ? "" : FindDomain(after) ?? after.ToLowerInvariant();
        return domain.Length <= DomainLength ? domain : domain[..DomainLength];
    }

    /// <summary>
    /// On one line, without marks that turn the direction of what stands beside it, and no longer than a line can show.
    /// </summary>
    public static string NameIn(string name)
    {
        var line = new StringBuilder(Math.Min(name.Length, NameLength));
        foreach (var rune in name.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > NameLength)
            {
                break;
            }

            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.SpaceSeparator:
                    line.Append(line.Length > 0 && line[^1] != ' ' ? " " : "");
                    break;
                case UnicodeCategory.Format when !IsJoiner(rune):
                    break;
                default:
                    line.Append(rune.ToString());
                    break;
            }
        }

        return line.ToString().Trim();
    }

    /// <summary>Some scripts need these two to write a word right.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private static string? FindDomain(string domain)
    {
        try
        {
            var ascii = Domains.GetAscii(domain).ToLowerInvariant();
            return Uri.CheckHostName(ascii) == UriHostNameType.Dns ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>No mail can be sent to an address. Its message names no address, so that it can be logged.</summary>
public sealed class AddressException(TryReason reason) : FormatException($"The address can't be written to: {reason}.")
{
    public TryReason Reason => reason;
}
