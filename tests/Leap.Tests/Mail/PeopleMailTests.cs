using Leap.Joining;
using Leap.Locales;
using Leap.Mail;
using Leap.Members.Invitations;
using Leap.Privacy;

namespace Leap.Tests.Mail;

public sealed class PeopleMailTests
{
    private const string Programme = "Halden Ascend";

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt-BR")]
    [InlineData("pl")]
    [InlineData("ar")]
    [InlineData("zh-Hans")]
    public void Mails_about_joining_and_about_ones_data_read_well(string language)
    {
        var frame = new MailFrame(Languages.Load().For(language), Programme, "Halden Systems", "https://leap.example");
        var invitation = new InvitationMail
        {
            InvitationId = 1,
            Secret = "secret",
            Name = "Anna Schmidt",
            FirmName = "Nordlicht IT-Systeme GmbH",
            InviterName = "Eva Brandt",
            Programme = Programme,
            LastOn = Stage.On("2026-11-26"),
        };
        var declined = Enum.GetValues<DeclineReason>()
            .Select(reason => new JoinDeclinedMail { Name = "Anna Schmidt", FirmName = "Nordlicht IT-Systeme GmbH", Reason = reason })
            .Select(mail => mail.Compose(frame.Locale));
        var asked = new JoinAskedMail
        {
            AdminName = "Eva Brandt", Name = "Anna Schmidt", Address = "anna@example.com", FirmName = "Nordlicht IT-Systeme GmbH",
        };
        var dueAt = new DateTime(2026, 11, 19, 12, 0, 0, DateTimeKind.Utc);
        MailDocument[] mails =
        [
            invitation.Compose(frame.Locale),
            (invitation with { InviterName = null }).Compose(frame.Locale),
            new JoinLinkMail { LinkId = 1, Secret = "secret", Programme = Programme, Hours = 24 }.Compose(frame.Locale),
            asked.Compose(frame.Locale),
            .. declined,
            new DownloadReadyMail { Name = "Anna Schmidt", Secret = "secret", UntilOn = Stage.On("2026-11-19") }.Compose(frame.Locale),
            new ErasureAskedMail { Name = "Anna Schmidt", DueAt = dueAt, Zone = "Europe/Amsterdam" }.Compose(frame.Locale),
        ];

        var texts = mails.Select(d => $"== {d.Subject}\n{TextForm.Of(d, frame)}");

        Golden.Check($"Mail/Golden/people.{language}.txt", string.Join('\n', texts));
    }
}
