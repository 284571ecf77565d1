using Leap.Locales;
using Leap.Mail;

namespace Leap.Joining;

/// <summary>Tells a firm's admin that somebody wants to join.</summary>
public sealed record JoinAskedMail : IMail
{
    public static string Kind => "join-asked";

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(new JoinAskedMail
        {
            AdminName = MailSample.Reader, Name = MailSample.Colleague, Address = "anna@nordlicht.example", FirmName = MailSample.Firm,
        }),
    ];

    public required string AdminName { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public required string FirmName { get; init; }

    public MailDocument Compose(Locale locale) => new(
        locale.Text("mail.join-asked.subject", ("name", Name), ("firm", FirmName)),
        locale.Text("mail.join-asked.text", ("name", Name), ("address", Isolated.Text(Address)), ("firm", FirmName)),
        [
            new Paragraph(locale.Text("mail.hello", ("name", AdminName))),
            new Paragraph(locale.Text("mail.join-asked.text", ("name", Name), ("address", Isolated.Text(Address)), ("firm", FirmName))),
            new Button(locale["mail.join-asked.button"], "/firm/requests"),
            new Footer(locale["mail.join-asked.footer"]),
        ]);
}
