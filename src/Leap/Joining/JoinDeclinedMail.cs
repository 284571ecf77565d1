using Leap.Locales;
using Leap.Mail;

namespace Leap.Joining;

/// <summary>Tells somebody that the firm's admin did not let them join, and why.</summary>
public sealed record JoinDeclinedMail : IMail
{
    public static string Kind => "join-declined";

    public static IReadOnlyList<MailSample> Samples =>
    [
        .. Enum.GetValues<DeclineReason>().Select(reason => MailSample.Of(
            new JoinDeclinedMail { Name = MailSample.Reader, FirmName = MailSample.Firm, Reason = reason }, reason.ToString())),
    ];

    public required string Name { get; init; }

    public required string FirmName { get; init; }

    public required DeclineReason Reason { get; init; }

    public MailDocument Compose(Locale locale) => new(
        locale.Text("mail.join-declined.subject", ("firm", FirmName)),
        locale[$"mail.join-declined.{Reason}"],
        [
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Text("mail.join-declined.text", ("firm", FirmName))),
            new Paragraph(locale[$"mail.join-declined.{Reason}"]),
            new Footer(locale["mail.join-declined.footer"]),
        ]);
}
