using Leap.Locales;
using Leap.Mail;

namespace Leap.Access;

/// <summary>Goes to a new address and brings the link that makes it the one to sign in with.</summary>
public sealed record ConfirmAddressMail : IMail
{
    public static string Kind => "confirm-address";

    public static int Priority => 0;

    public static IReadOnlyList<MailSample> Samples =>
        [MailSample.Of(new ConfirmAddressMail { Name = MailSample.Reader, PersonId = 4711, Secret = "an-invented-secret" })];

    public required string Name { get; init; }

    public required long PersonId { get; init; }

    public required string Secret { get; init; }

    public MailDocument Compose(Locale locale) => new(
        locale["mail.address.subject"],
        locale.Count("mail.address.preheader", AskAddressChange.ValidMinutes),
        [
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Count("mail.address.text", AskAddressChange.ValidMinutes)),
            new Button(locale["mail.address.button"], $"/sign-in/address?person={PersonId}&secret={Secret}"),
            new Footer(locale["mail.address.footer"]),
        ]);
}
