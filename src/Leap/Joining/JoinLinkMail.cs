using Leap.Locales;
using Leap.Mail;

namespace Leap.Joining;

/// <summary>Brings the link with which somebody asks to join a firm.</summary>
public sealed record JoinLinkMail : IMail
{
    public static string Kind => "join-link";

    public static int Priority => 0;

    public static IReadOnlyList<MailSample> Samples =>
        [MailSample.Of(new JoinLinkMail { LinkId = 4711, Secret = "an-invented-secret", Programme = MailSample.Programme, Hours = 24 })];

    public required long LinkId { get; init; }

    public required string Secret { get; init; }

    public required string Programme { get; init; }

    public required int Hours { get; init; }

    public MailDocument Compose(Locale locale) => new(
        locale.Text("mail.join-link.subject", ("programme", Programme)),
        locale.Count("mail.join-link.hours", Hours),
        [
            new Paragraph(locale["mail.hello.unknown"]),
            new Paragraph(locale.Text("mail.join-link.text", ("programme", Programme))),
            new Button(locale["mail.join-link.button"], $"/join/ask/{LinkId}?secret={Secret}"),
            new Paragraph(locale.Count("mail.join-link.hours", Hours)),
            new Footer(locale["mail.join-link.footer"]),
        ]);
}
