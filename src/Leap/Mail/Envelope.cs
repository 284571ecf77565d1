using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>
/// Puts a rendered mail and its headers together. Both parts are alternate views in UTF-8, which go out as base64: any other transfer
/// encoding of this client lets a bare line of one dot through. The client itself writes Date: the moment of the try.
/// </summary>
public static class Envelope
{
    /// <summary>Names the message to whoever returns it, in a form that <see cref="MailSeal.OpenReturn"/> takes.</summary>
    public const string ReturnHeader = "X-Leap-Message";

    /// <summary>Throws <see cref="AddressException"/> when no mail can have the recipient's address.</summary>
    /// <param name="returnToken">Of <see cref="MailSeal.ForReturn"/>; empty for a mail that is only looked at.</param>
    public static MailMessage Seal(
        Message message, MailDocument document, MailFrame frame, LeapSettings settings, string returnToken = "")
    {
        var mail = new MailMessage
        {
            From = new MailAddress(settings.Mail.From, frame.Programme, Encoding.UTF8),
            Subject = Subject(document.Subject, frame),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        try
        {
            mail.To.Add(Addressee.Of(message.ToAddress, message.ToName));
            mail.Headers.Add("Message-ID", $"<{message.HeaderId}>");
            mail.Headers.Add("Auto-Submitted", "auto-generated");
            mail.Headers.Add("Content-Language", message.Language);
            mail.Headers.Add("List-ID", $"<{message.Kind}.{new Uri(settings.PublicUrl).Host}>");
            AddReturn(mail, settings.Mail, returnToken);
            AddOneClick(mail, frame);
            mail.AlternateViews.Add(View(TextForm.Of(document, frame), MediaTypeNames.Text.Plain));
            mail.AlternateViews.Add(View(HtmlForm.Of(document, frame), MediaTypeNames.Text.Html));
            return mail;
        }
        catch
        {
            mail.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The client takes the envelope's sender from Sender and writes that header too, under the programme's name; there is no other way.
    /// </summary>
    private static void AddReturn(MailMessage mail, MailSettings settings, string token)
    {
        if (token.Length == 0)
        {
            return;
        }

        mail.Headers.Add(ReturnHeader, token);
        if (settings.ReturnPath.Length > 0)
        {
            mail.Sender = new MailAddress(settings.ReturnAddress(token), mail.From!.DisplayName, Encoding.UTF8);
        }
    }

    /// <summary>RFC 8058.</summary>
    private static void AddOneClick(MailMessage mail, MailFrame frame)
    {
        if (frame.Links is { } links)
        {
            mail.Headers.Add("List-Unsubscribe", $"<{frame.Address(links.Stop)}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    /// <summary>Old mail programs show directional marks as boxes; only a right-to-left subject needs them.</summary>
    private static string Subject(string subject, MailFrame frame) =>
        (frame.Locale.IsRightToLeft ? Isolated.Tidy(subject) : Isolated.Strip(Isolated.Tidy(subject))).ReplaceLineEndings(" ");

    private static AlternateView View(string content, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(content.ReplaceLineEndings("\r\n"), Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }
}
