using System.Net.Mail;

namespace Leap.Settings;

/// <summary>Finds what is wrong with <see cref="MailSettings"/>, for <see cref="SettingsCheck"/>.</summary>
internal static class MailCheck
{
    public static IEnumerable<string> Faults(MailSettings mail)
    {
        if (mail.Port is < 1 or > 65_535)
        {
            yield return "Leap__Mail__Port must be a TCP port from 1 to 65535.";
        }

        if (mail.Port == 465)
        {
            yield return "Leap__Mail__Port can't be 465: implicit TLS is not spoken here. Use the server's STARTTLS port, usually 587.";
        }

        if (!MailAddress.TryCreate(mail.From, out _))
        {
            yield return "Leap__Mail__From must be an e-mail address.";
        }

        if (mail.ReturnPath.Length > 0 && !IsReturnPath(mail.ReturnPath))
        {
            yield return
                "Leap__Mail__ReturnPath must be empty, or an e-mail address whose part before the @ has at most 11 letters and no plus.";
        }

        if (mail.Connections is < 1 or > 64)
        {
            yield return "Leap__Mail__Connections must be from 1 to 64.";
        }

        if (mail.PerMinute < 0)
        {
            yield return "Leap__Mail__PerMinute must be 0 mails or more.";
        }

        if (mail.PerMinuteAndDomain < 0)
        {
            yield return "Leap__Mail__PerMinuteAndDomain must be 0 mails or more.";
        }
    }

    /// <summary>A token needs 52 of the 64 letters that a local part may have.</summary>
    private static bool IsReturnPath(string address) =>
        MailAddress.TryCreate(address, out var parsed)
        && string.Equals(parsed.Address, address, StringComparison.Ordinal)
        && parsed.User.Length <= 11
        && !parsed.User.Contains('+', StringComparison.Ordinal);
}
