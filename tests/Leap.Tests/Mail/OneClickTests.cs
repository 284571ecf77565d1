using System.Security.Cryptography;
using Leap.Locales;
using Leap.Mail;
using Leap.Settings;

namespace Leap.Tests.Mail;

public sealed class OneClickTests
{
    private static readonly LeapSettings Settings = new()
    {
        PublicUrl = "https://leap.example",
        Programme = new ProgrammeSettings { Name = "Halden Ascend", Vendor = "Halden Systems" },
        Mail = new MailSettings { From = "ascend@halden.example", ReturnPath = "bounces@halden.example" },
    };

    private static readonly MailSeal Seal = new([SHA256.HashData([1])]);

    [Theory]
    [InlineData(MailChoice.CanBeDeclined)]
    [InlineData(MailChoice.HasRhythm)]
    public void A_mail_that_leaves_a_choice_can_be_stopped_by_one_click(MailChoice choice)
    {
        using var mail = Sealed(choice);

        var url = Assert.Single(mail.Headers.GetValues("List-Unsubscribe")!).Trim('<', '>');
        Assert.Equal("List-Unsubscribe=One-Click", Assert.Single(mail.Headers.GetValues("List-Unsubscribe-Post")!));
        Assert.StartsWith("https://leap.example/mail/stop/7.badge-awarded.", url, StringComparison.Ordinal);
        Assert.DoesNotContain("reseller", url, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_that_always_comes_offers_no_click()
    {
        using var mail = Sealed(MailChoice.Always);

        Assert.Null(mail.Headers["List-Unsubscribe"]);
    }

    [Fact]
    public void Nobody_without_an_account_is_offered_a_choice() =>
        Assert.Null(MailLinks.For(Letter(personId: 0), MailChoice.CanBeDeclined, Seal));

    [Fact]
    public void It_comes_back_to_an_address_of_its_own()
    {
        using var mail = Sealed(MailChoice.Always);

        Assert.Equal($"bounces+{Seal.ForReturn(12)}@halden.example", mail.Sender!.Address);
        Assert.Equal("Halden Ascend", mail.Sender.DisplayName);
        Assert.Equal(Seal.ForReturn(12), mail.Headers[Envelope.ReturnHeader]);
    }

    /// <summary>What the client makes of it on the wire: no other header moves the envelope.</summary>
    [Fact]
    public async Task The_server_gets_that_address_as_the_envelope_s_sender_and_the_reader_the_programme_s()
    {
        await using var sink = new SmtpSink();
        var settings = Settings with { Mail = Settings.Mail with { Host = "127.0.0.1", Port = sink.Port } };
        using var smtp = new Smtp(settings, TimeProvider.System);
        using var mail = Sealed(MailChoice.CanBeDeclined);

        Assert.Equal(TryResult.Sent, (await smtp.SendAsync(mail, CancellationToken.None)).Result);

        var returns = $"bounces+{Seal.ForReturn(12)}@halden.example";
        Assert.Contains($"MAIL FROM:<{returns}>", sink.Heard);
        var headers = Assert.Single(sink.Mails).Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
        Assert.Equal("From: \"Halden Ascend\" <ascend@halden.example>", Only("From:"));
        Assert.Equal($"Sender: \"Halden Ascend\" <{returns}>", Only("Sender:"));
        Assert.Equal("List-Unsubscribe-Post: List-Unsubscribe=One-Click", Only("List-Unsubscribe-Post:"));
        Assert.Matches("^List-Unsubscribe: <https://leap.example/mail/stop/[^ >]+>$", Only("List-Unsubscribe:"));

        string Only(string name) => Assert.Single(headers, h => h.StartsWith(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailChoice.CanBeDeclined, "stop")]
    [InlineData(MailChoice.HasRhythm, "rarer")]
    public void The_last_lines_lead_to_the_choice(MailChoice choice, string name)
    {
        var frame = Frame(choice);
        var document = new MailDocument("Hello", "Hello", [new Paragraph("Hello")]);

        Golden.Check($"Mail/Golden/links.{name}.txt", TextForm.Of(document, frame));
        Golden.Check($"Mail/Golden/links.{name}.html", HtmlForm.Of(document, frame));
    }

    private static MailFrame Frame(MailChoice choice) =>
        MailFrame.For(Languages.Load().For("en"), Settings) with { Links = MailLinks.For(Letter(personId: 7), choice, Seal) };

    private static System.Net.Mail.MailMessage Sealed(MailChoice choice)
    {
        var document = new MailDocument("Hello", "Hello", [new Paragraph("Hello")]);
        return Envelope.Seal(Letter(personId: 7), document, Frame(choice), Settings, Seal.ForReturn(12));
    }

    private static Message Letter(long personId) => new()
    {
        Key = "badge-awarded/1",
        Kind = "badge-awarded",
        PersonId = personId,
        ToName = "Zofia Łęcka",
        ToAddress = "zofia@reseller.example",
        Language = "en",
        Priority = 5,
        Body = "",
        HeaderId = "0a1b2c3d4e5f60718293a4b5c6d7e8f9@leap.example",
        CreatedAt = new DateTime(2026, 11, 22, 9, 30, 0, DateTimeKind.Utc),
        DueAt = default,
    };
}
