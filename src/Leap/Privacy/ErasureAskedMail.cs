using Leap.Locales;
using Leap.Mail;

namespace Leap.Privacy;

/// <summary>Says when someone will be erased and how to call it off: whoever did not ask for it learns of it in time.</summary>
public sealed record ErasureAskedMail : IMail
{
    public static string Kind => "erasure-asked";

    public static int Priority => 1;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(new ErasureAskedMail
        {
            Name = MailSample.Reader, DueAt = new DateTime(2026, 11, 29, 12, 0, 0, DateTimeKind.Utc), Zone = MailSample.Zone,
        }),
    ];

    public required string Name { get; init; }

    public required DateTime DueAt { get; init; }

    /// <summary>IANA zone of the moment.</summary>
    public required string Zone { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var due = locale.Moment(DueAt, TimeZoneInfo.FindSystemTimeZoneById(Zone));
        return new(
            locale["mail.erasure.subject"],
            locale.Text("mail.erasure.preheader", ("moment", due)),
            [
                new Paragraph(locale.Text("mail.hello", ("name", Name))),
                new Paragraph(locale.Text("mail.erasure.text", ("moment", due))),
                new Button(locale["mail.erasure.button"], "/me/data/erase"),
                new Footer(locale["mail.erasure.footer"]),
            ]);
    }
}
