using System.Net.Mail;
using Leap.Locales;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>Makes the mail that a message stands for, in its recipient's language.</summary>
public sealed class Composer(MailKinds kinds, Languages languages, LeapSettings settings)
{
    /// <summary>Throws whatever the mail's own code, its inputs or its address bring up: the caller gives up this message alone.</summary>
    public MailMessage Compose(Message message)
    {
        var locale = languages.For(message.Language);
        var document = kinds.Read(message.Kind, message.Body).Compose(locale);
        return Envelope.Seal(message, document, MailFrame.For(locale, settings), settings);
    }
}
