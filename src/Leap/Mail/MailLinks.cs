namespace Leap.Mail;

/// <summary>Where the recipient of one mail decides about others; paths behind the public address.</summary>
/// <param name="Choose">The page with all that can be chosen.</param>
/// <param name="Stop">Ends mails of this kind, or makes them as rare as they can be; also takes one-click requests of RFC 8058.</param>
/// <param name="HasRhythm">Whether the kind is a service, which only becomes rarer.</param>
public sealed record MailLinks(string Choose, string Stop, bool HasRhythm)
{
    /// <summary>Null where there is nothing to decide, or nobody with an account.</summary>
    public static MailLinks? For(Message message, MailChoice choice, MailSeal seal)
    {
        if (choice == MailChoice.Always || message.PersonId == 0)
        {
            return null;
        }

        var token = seal.ForChoice(message.PersonId, message.Kind);
        var language = $"?language={Uri.EscapeDataString(message.Language)}";
        return new($"/mail/{token}{language}", $"/mail/stop/{token}{language}", choice == MailChoice.HasRhythm);
    }
}
