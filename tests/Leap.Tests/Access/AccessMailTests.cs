using Leap.Access;
using Leap.Locales;
using Leap.Mail;

namespace Leap.Tests.Access;

public sealed class AccessMailTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt-BR")]
    [InlineData("pl")]
    [InlineData("ar")]
    [InlineData("zh-Hans")]
    public void Mails_about_signing_in_read_well(string language)
    {
        var frame = new MailFrame(Languages.Load().For(language), "Halden Ascend", "Halden Systems", "https://leap.example");
        var notices = Enum.GetValues<SecurityNotice>().Select(Notice);
        MailDocument[] mails =
        [
            new SignInLinkMail { Name = "Anna Schmidt", PersonId = 1, Secret = "secret" }.Compose(frame.Locale),
            new PasswordLinkMail { Name = "Anna Schmidt", PersonId = 1, Secret = "secret" }.Compose(frame.Locale),
            new ConfirmAddressMail { Name = "Anna Schmidt", PersonId = 1, Secret = "secret" }.Compose(frame.Locale),
            .. notices.Select(n => n.Compose(frame.Locale)),
        ];

        var texts = mails.Select(d => $"== {d.Subject}\n{TextForm.Of(d, frame)}");

        Golden.Check($"Access/Golden/mails.{language}.txt", string.Join('\n', texts));
    }

    private static SecurityNoticeMail Notice(SecurityNotice notice) => new()
    {
        Name = "Anna Schmidt",
        Notice = notice,
        At = new DateTime(2026, 11, 12, 12, 0, 0, DateTimeKind.Utc),
        Zone = "Europe/Amsterdam",
        UndoPath = notice == SecurityNotice.AddressChanged ? "/sign-in/address/undo?person=1&secret=secret" : null,
    };
}
