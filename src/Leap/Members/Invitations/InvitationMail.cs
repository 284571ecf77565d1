using Leap.Locales;
using Leap.Mail;

namespace Leap.Members.Invitations;

/// <summary>Invites to become a member of a firm, with the link that does it.</summary>
public sealed record InvitationMail : IMail
{
    public static string Kind => "invitation";

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(Sample, "colleague"),
        MailSample.Of(Sample with { InviterName = null }, "programme"),
        MailSample.Of(Sample with { Name = "" }, "without-name"),
        MailSample.Of(Sample with { IsAnswer = true }, "answer"),
    ];

    private static InvitationMail Sample => new()
    {
        InvitationId = 4711,
        Secret = "an-invented-secret",
        Name = MailSample.Reader,
        FirmName = MailSample.Firm,
        InviterName = MailSample.Colleague,
        Programme = MailSample.Programme,
        LastOn = new DateOnly(2026, 12, 6),
    };

    public required long InvitationId { get; init; }

    public required string Secret { get; init; }

    /// <summary>Empty when the inviter gave none.</summary>
    public required string Name { get; init; }

    public required string FirmName { get; init; }

    /// <summary>Null: the programme itself.</summary>
    public required string? InviterName { get; init; }

    public required string Programme { get; init; }

    /// <summary>In the programme's zone.</summary>
    public required DateOnly LastOn { get; init; }

    public bool IsAnswer { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var with = new (string, object?)[] { ("firm", FirmName), ("programme", Programme), ("inviter", InviterName ?? Programme) };
        return new(
            locale.Text(IsAnswer ? "mail.invitation.answer.subject" : "mail.invitation.subject", with),
            locale.Text("mail.invitation.until", ("date", LastOn)),
            [
                new Paragraph(Name.Length > 0 ? locale.Text("mail.hello", ("name", Name)) : locale["mail.hello.unknown"]),
                new Paragraph(locale.Text(IsAnswer ? "mail.invitation.answer.text" : "mail.invitation.text", with)),
                new Paragraph(locale.Text("mail.invitation.programme", with)),
                new Button(locale["mail.invitation.button"], $"/join/{InvitationId}?secret={Secret}"),
                new Paragraph(locale.Text("mail.invitation.until", ("date", LastOn))),
                new Footer(locale["mail.invitation.footer"]),
            ]);
    }
}
