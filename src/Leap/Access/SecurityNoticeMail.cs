using Leap.Locales;
using Leap.Mail;

namespace Leap.Access;

/// <summary>Tells a person that something about their sign-in has changed, so that a stranger's change does not go unseen.</summary>
public sealed record SecurityNoticeMail : IMail
{
    public static string Kind => "security-notice";

    public static int Priority => 1;

    public static IReadOnlyList<MailSample> Samples => [.. Enum.GetValues<SecurityNotice>().Select(Sample)];

    public required string Name { get; init; }

    public required SecurityNotice Notice { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The zone in which <see cref="At"/> is told.</summary>
    public required string Zone { get; init; }

    /// <summary>Where the change can be taken back; null where it can't.</summary>
    public string? UndoPath { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var key = $"mail.security.{Notice}";
        var blocks = new List<MailBlock>
        {
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale[$"{key}.text"]),
            new Paragraph(locale.Text("mail.security.when", ("moment", locale.Moment(At, TimeZoneInfo.FindSystemTimeZoneById(Zone))))),
        };
        if (UndoPath is not null)
        {
            blocks.Add(new Button(locale["mail.security.undo"], UndoPath));
            blocks.Add(new Footer(locale.Count("mail.security.undo.text", ConfirmAddress.UndoDays)));
        }
        else if (Notice != SecurityNotice.Suspended)
        {
            blocks.Add(new Button(locale["mail.security.button"], "/me/security"));
            blocks.Add(new Footer(locale["mail.security.footer"]));
        }

        return new MailDocument(locale[$"{key}.subject"], locale[$"{key}.text"], blocks);
    }

    private static MailSample Sample(SecurityNotice notice) => MailSample.Of(
        new SecurityNoticeMail
        {
            Name = MailSample.Reader,
            Notice = notice,
            At = new DateTime(2026, 11, 22, 9, 30, 0, DateTimeKind.Utc),
            Zone = MailSample.Zone,
            UndoPath = notice == SecurityNotice.AddressChanged ? "/sign-in/address/undo?secret=an-invented-secret" : null,
        },
        notice.ToString());
}
