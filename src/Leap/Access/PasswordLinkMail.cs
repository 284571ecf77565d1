using Leap.Locales;
using Leap.Mail;

namespace Leap.Access;

/// <summary>Brings the link by which a person chooses a password.</summary>
public sealed record PasswordLinkMail : IMail
{
    public static string Kind => "password-link";

    public static int Priority => 0;

    public static IReadOnlyList<MailSample> Samples =>
        [MailSample.Of(new PasswordLinkMail { Name = MailSample.Reader, PersonId = 4711, Secret = "an-invented-secret" })];

    public required string Name { get; init; }

    public required long PersonId { get; init; }

    public required string Secret { get; init; }

    public MailDocument Compose(Locale locale) => new(
        locale["mail.password.subject"],
        locale.Count("mail.password.preheader", SendPasswordLink.ValidMinutes),
        [
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Count("mail.password.text", SendPasswordLink.ValidMinutes)),
            new Button(locale["mail.password.button"], $"/sign-in/password?person={PersonId}&secret={Secret}"),
            new Footer(locale["mail.password.footer"]),
        ]);
}
