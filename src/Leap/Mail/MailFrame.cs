using Leap.Locales;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>What stands around every mail: the reader's language, who sends it, and where its links lead.</summary>
public sealed record MailFrame(Locale Locale, string Programme, string Vendor, string PublicUrl)
{
    public static MailFrame For(Locale locale, LeapSettings settings) =>
        new(locale, settings.Programme.Name, settings.Programme.Vendor, settings.PublicUrl.TrimEnd('/'));

    public string Sender => Locale.Text("mail.frame.sender", ("programme", Programme), ("vendor", Vendor));

    public string Address(string path) => PublicUrl + path;
}
