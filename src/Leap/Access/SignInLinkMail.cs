using Leap.Locales;
using Leap.Mail;

namespace Leap.Access;

/// <summary>Brings the link that signs a person in.</summary>
public sealed record SignInLinkMail : IMail
{
    public static string Kind => "sign-in-link";

    public static int Priority => 0;

    public static IReadOnlyList<MailSample> Samples =>
        [MailSample.Of(new SignInLinkMail { Name = MailSample.Reader, PersonId = 4711, Secret = "an-invented-secret" })];

    public required string Name { get; init; }

    public required long PersonId { get; init; }

    public required string Secret { get; init; }

    /// <summary>Where the link leads on to; null for the start page.</summary>
    public string? ReturnUrl { get; init; }

    private string Path => FormattableString.Invariant($"/sign-in/link?person={PersonId}&secret={Secret}")
        + (ReturnUrl is null ? "" : $"&returnUrl={Uri.EscapeDataString(ReturnUrl)}&seal={ReturnSeal.Of(Secret, ReturnUrl)}");

    public MailDocument Compose(Locale locale) => new(
        locale["mail.sign-in.subject"],
        locale.Count("mail.sign-in.preheader", SendSignInLink.ValidMinutes),
        [
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Count("mail.sign-in.text", SendSignInLink.ValidMinutes)),
            new Button(locale["mail.sign-in.button"], Path),
            new Footer(locale["mail.sign-in.footer"]),
        ]);
}
