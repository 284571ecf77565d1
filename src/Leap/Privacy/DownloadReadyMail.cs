using Leap.Locales;
using Leap.Mail;

namespace Leap.Privacy;

/// <summary>Brings the link to a download that took longer.</summary>
public sealed record DownloadReadyMail : IMail
{
    public static string Kind => "download-ready";

    public static int Priority => 0;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(new DownloadReadyMail
        {
            Name = MailSample.Reader, Secret = "an-invented-secret", UntilOn = new DateOnly(2026, 11, 29),
        }),
    ];

    public required string Name { get; init; }

    public required string Secret { get; init; }

    public required DateOnly UntilOn { get; init; }

    public MailDocument Compose(Locale locale) => new(
        locale["mail.download.subject"],
        locale.Text("mail.download.preheader", ("day", UntilOn)),
        [
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Text("mail.download.text", ("day", UntilOn))),
            new Button(locale["mail.download.button"], $"/me/data/file?secret={Secret}"),
            new Footer(locale["mail.download.footer"]),
        ]);
}
