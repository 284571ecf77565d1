using System.Net.Mail;
using Leap.Locales;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>Makes the mail that a message stands for, in its recipient's language.</summary>
public sealed class Composer(MailKinds kinds, Languages languages, MailSeals seals, LeapSettings settings)
{
    /// <summary>Throws whatever the mail's own code, its inputs or its address bring up: the caller gives up this message alone.</summary>
    public async Task<MailMessage> ComposeAsync(Message message, CancellationToken cancel)
    {
        var locale = languages.For(message.Language);
        var document = kinds.Read(message.Kind, message.Body).Compose(locale);
        var seal = await seals.ReadAsync(cancel);
        var frame = MailFrame.For(locale, settings) with { Links = MailLinks.For(message, kinds.ChoiceOf(message.Kind), seal) };
        return Envelope.Seal(message, document, frame, settings, seal.ForReturn(message.Id));
    }
}
