using Leap.Locales;
using Leap.Mail;

namespace Leap.Badges;

/// <summary>Tells a person that they won a badge.</summary>
public sealed record BadgeAwardedMail : IMail
{
    public static string Kind => "badge-awarded";

    public static MailChoice Choice => MailChoice.CanBeDeclined;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(new BadgeAwardedMail
        {
            Name = MailSample.Reader,
            BadgeName = MailSample.Badge,
            BadgeText = MailSample.BadgeText,
            Icon = "medal",
            Colour = "teal",
            PublicId = "an-invented-badge",
            AwardedOn = new DateOnly(2026, 11, 21),
        }),
    ];

    public required string Name { get; init; }

    public required LocalizedText BadgeName { get; init; }

    public required LocalizedText BadgeText { get; init; }

    public required string Icon { get; init; }

    public required string Colour { get; init; }

    public required string PublicId { get; init; }

    public required DateOnly AwardedOn { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var badge = BadgeName.In(locale.Code);
        return new MailDocument(
            locale.Text("mail.badge.subject", ("badge", badge)),
            BadgeText.In(locale.Code),
            [
                new Paragraph(locale.Text("mail.hello", ("name", Name))),
                new Paragraph(locale.Text("mail.badge.intro", ("badge", badge))),
                new BadgePicture(badge, BadgeLook.Mark(Icon), BadgeLook.Colour(Colour), BadgeText.In(locale.Code)),
                new Paragraph(locale.Text("mail.badge.awarded", ("date", AwardedOn))),
                new Button(locale["mail.badge.button"], $"/badges/{PublicId}"),
                new Footer(locale["mail.badge.footer"]),
            ]);
    }
}
