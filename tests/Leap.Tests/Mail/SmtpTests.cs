using System.Net.Mail;
using System.Text;
using Leap.Mail;
using Leap.Settings;

namespace Leap.Tests.Mail;

public sealed class SmtpTests
{
    [Fact]
    public async Task Sends_many_mails_over_one_connection()
    {
        await using var sink = new SmtpSink();
        using var smtp = To(sink.Port);
        for (var i = 0; i < 5; i++)
        {
            using var mail = Mail($"Hello {i}");
            Assert.Equal(TryResult.Sent, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
        }

        Assert.Equal(5, sink.Mails.Count);
        Assert.Equal(1, sink.Connections);
        Assert.Contains("Message-ID: <1@leap.example>", sink.Mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_a_new_connection_after_a_minute()
    {
        await using var sink = new SmtpSink();
        var clock = FixedClock.Start();
        using var smtp = To(sink.Port, clock: clock);
        foreach (var wait in new[] { 59, 2, 1 })
        {
            using var mail = Mail("Hello");
            await smtp.SendAsync(mail, CancellationToken.None);
            clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(2, sink.Connections);
    }

    [Theory]
    [InlineData("550 5.1.1 no such mailbox", TryResult.Failed)]
    [InlineData("552 5.2.2 mailbox full for good", TryResult.Failed)]
    [InlineData("451 4.7.1 greylisted", TryResult.Later)]
    [InlineData("421 4.3.2 going down", TryResult.Later)]
    [InlineData("530 5.7.0 sign in first", TryResult.Later)]
    public async Task Takes_the_server_at_its_word(string answer, TryResult expected)
    {
        await using var sink = new SmtpSink { RecipientAnswer = answer };
        using var smtp = To(sink.Port);
        using var mail = Mail("Hello");

        var delivery = await smtp.SendAsync(mail, CancellationToken.None);

        Assert.Equal(expected, delivery.Result);
        Assert.Contains(answer[..3], delivery.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_does_not_spoil_the_next_mail()
    {
        await using var sink = new SmtpSink { RecipientAnswer = "550 5.1.1 no such mailbox" };
        using var smtp = To(sink.Port);
        using var refused = Mail("Hello");
        await smtp.SendAsync(refused, CancellationToken.None);
        sink.RecipientAnswer = "250 OK";
        using var mail = Mail("Hello");

        Assert.Equal(TryResult.Sent, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_later()
    {
        int port;
        await using (var sink = new SmtpSink())
        {
            port = sink.Port;
        }

        using var smtp = To(port);
        using var mail = Mail("Hello");

        Assert.Equal(TryResult.Later, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
        Assert.Contains("can't be reached", await smtp.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_one_dot_arrive_as_they_were_written()
    {
        await using var sink = new SmtpSink();
        using var smtp = To(sink.Port);
        using var mail = Mail("first\r\n.\r\nMAIL FROM:<forged@leap.example>\r\nlast");
        await smtp.SendAsync(mail, CancellationToken.None);

        var sent = Assert.Single(sink.Mails);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(sent.Split("base64")[1].Split("\r\n\r\n")[1].Split("--")[0]));
        Assert.StartsWith("first\r\n.\r\nMAIL FROM:<forged@leap.example>\r\nlast", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\nMAIL FROM", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_server_that_would_take_mail_without_signing_in()
    {
        await using var sink = new SmtpSink { Offers = ["AUTH PLAIN XOAUTH2"] };
        using var smtp = To(sink.Port, user: "leap");

        Assert.Contains("offers no AUTH LOGIN", await smtp.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
        using var mail = Mail("Hello");
        Assert.Equal(TryResult.Later, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData("", "8BITMIME")]
    [InlineData("leap", "AUTH PLAIN LOGIN")]
    [InlineData("leap", "AUTH=LOGIN")]
    public async Task Accepts_a_server_that_it_can_use(string user, string offer)
    {
        await using var sink = new SmtpSink { Offers = [offer] };
        using var smtp = To(sink.Port, user);

        Assert.Null(await smtp.CheckAsync(CancellationToken.None));
    }

    private static Smtp To(int port, string user = "", TimeProvider? clock = null) => new(
        new LeapSettings { Mail = new MailSettings { Host = "127.0.0.1", Port = port, User = user } }, clock ?? TimeProvider.System);

    private static MailMessage Mail(string text)
    {
        var mail = new MailMessage("ascend@halden.example", "zofia@reseller.example") { Subject = "Hello" };
        mail.Headers.Add("Message-ID", "<1@leap.example>");
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, "text/plain");
        view.TransferEncoding = System.Net.Mime.TransferEncoding.Base64;
        mail.AlternateViews.Add(view);
        return mail;
    }
}
