using Leap.Locales;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>What stands around every mail: the reader's language, who sends it, and where its links lead.</summary>
public sealed record MailFrame(Locale Locale, string Programme, string Vendor, string PublicUrl)
{
    /// <summary>Null where the reader has nothing to decide.</summary>
    public MailLinks? Links { get; init; }

    public static MailFrame For(Locale locale, LeapSettings settings) =>
        new(locale, settings.Programme.Name, settings.Programme.Vendor, settings.PublicUrl.TrimEnd('/'));

    public string Sender => Locale.Text("mail.frame.sender", ("programme", Programme), ("vendor", Vendor));

    /// <summary>What stands in the mail's last lines: each a text and a path.</summary>
    public IReadOnlyList<(string Text, string Path)> LastLinks => Links is null
        ? []
        :
        [
            (Locale["mail.frame.choose"], Links.Choose),
            (Locale[Links.HasRhythm ? "mail.frame.rarer" : "mail.frame.stop"], Links.Stop),
        ];

    public string Address(string path) => PublicUrl + path;
}
