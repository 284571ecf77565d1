using System.Net.Mail;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Leap.Mail;
using Leap.Settings;

namespace Leap.Tests.Mail;

public sealed class SmtpTests
{
    /// <summary>Reaches the loopback address under a name that says nothing of it, as any other server is reached.</summary>
    private const string Elsewhere = "0.0.0.0";

    [Fact]
    public async Task Sends_many_mails_over_one_connection()
    {
        await using var sink = new SmtpSink();
        using var smtp = To(sink);
        for (var i = 0; i < 5; i++)
        {
            await SentAsync(smtp);
        }

        Assert.Equal(5, sink.Mails.Count);
        Assert.Equal(1, sink.Connections);
        Assert.Contains("Message-ID: <1@leap.example>", sink.Mails[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_as_many_connections_as_send_at_once()
    {
        var open = new TaskCompletionSource();
        await using var sink = new SmtpSink { Script = (stage, _) => stage == "END" ? SmtpReply.After(open, "250 kept") : null };
        using var smtp = To(sink);
        var sending = Enumerable.Range(0, 3).Select(_ => SentAsync(smtp)).ToList();
        await sink.Reached("END", times: 3);
        open.SetResult();
        await Task.WhenAll(sending);
        await SentAsync(smtp);

        Assert.Equal(3, sink.Connections);
    }

    [Fact]
    public async Task Opens_a_new_connection_after_a_minute()
    {
        await using var sink = new SmtpSink();
        var clock = new TimerClock();
        using var smtp = To(sink, clock: clock);
        foreach (var wait in new[] { 59, 2, 1 })
        {
            await SentAsync(smtp);
            clock.Advance(TimeSpan.FromSeconds(wait));
        }

        Assert.Equal(2, sink.Connections);
    }

    [Theory]
    [InlineData("CONNECT", "554 5.3.2 not today", TryResult.Later, TryReason.Refused)]
    [InlineData("CONNECT", "421 4.3.2 too many connections", TryResult.Later, TryReason.PutOff)]
    [InlineData("EHLO", "550 5.7.1 who are you", TryResult.Later, TryReason.Refused)]
    [InlineData("MAIL", "550 5.7.1 sender unknown", TryResult.Later, TryReason.Refused)]
    [InlineData("MAIL", "451 4.3.0 busy", TryResult.Later, TryReason.PutOff)]
    [InlineData("RCPT", "550 5.1.1 no such mailbox", TryResult.Failed, TryReason.Refused)]
    [InlineData("RCPT", "552 5.2.2 mailbox full for good", TryResult.Failed, TryReason.Refused)]
    [InlineData("RCPT", "556 5.1.10 the domain takes no mail", TryResult.Failed, TryReason.Refused)]
    [InlineData("RCPT", "451 4.7.1 greylisted", TryResult.Later, TryReason.PutOff)]
    [InlineData("RCPT", "421 4.3.2 going down", TryResult.Later, TryReason.PutOff)]
    [InlineData("RCPT", "530 5.7.0 sign in first", TryResult.Later, TryReason.SignInRefused)]
    [InlineData("DATA", "451 4.3.0 no room now", TryResult.Later, TryReason.PutOff)]
    [InlineData("DATA", "554 5.5.1 no valid recipients", TryResult.Later, TryReason.Refused)]
    [InlineData("END", "554 5.7.1 not wanted", TryResult.Failed, TryReason.Refused)]
    [InlineData("END", "452 4.3.1 disk full", TryResult.Later, TryReason.PutOff)]
    public async Task Takes_the_server_at_its_word(string stage, string answer, TryResult result, TryReason reason)
    {
        await using var sink = new SmtpSink { Script = (s, _) => s == stage ? answer : null };
        using var smtp = To(sink);
        using var mail = Mail();

        var delivery = await smtp.SendAsync(mail, CancellationToken.None);

        Assert.Equal((result, (TryReason?)reason), (delivery.Result, delivery.Reason));
        Assert.StartsWith(answer[..3], delivery.Detail, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData("CONNECT", TryReason.Unreachable)]
    [InlineData("EHLO", TryReason.Unreachable)]
    [InlineData("MAIL", TryReason.Unreachable)]
    [InlineData("RCPT", TryReason.Unreachable)]
    [InlineData("DATA", TryReason.Unreachable)]
    [InlineData("END", TryReason.Doubtful)]
    public async Task A_connection_that_breaks_leaves_a_doubt_only_after_the_data(string stage, TryReason reason)
    {
        foreach (var reply in (SmtpReply[])[SmtpReply.Drop, SmtpReply.Half("25"), "ready or not"])
        {
            await using var sink = new SmtpSink { Script = (s, _) => s == stage ? reply : null };
            using var smtp = To(sink);
            using var mail = Mail();

            var delivery = await smtp.SendAsync(mail, CancellationToken.None);

            Assert.Equal((TryResult.Later, (TryReason?)reason), (delivery.Result, delivery.Reason));
        }
    }

    [Theory]
    [InlineData("CONNECT", TryReason.Silent)]
    [InlineData("EHLO", TryReason.Silent)]
    [InlineData("MAIL", TryReason.Silent)]
    [InlineData("RCPT", TryReason.Silent)]
    [InlineData("DATA", TryReason.Silent)]
    [InlineData("END", TryReason.Doubtful)]
    public async Task A_server_that_falls_silent_is_left_after_a_while(string stage, TryReason reason)
    {
        await using var sink = new SmtpSink { Script = (s, nth) => (s, nth) == (stage, 1) ? SmtpReply.Silence : null };
        var clock = new TimerClock();
        using var smtp = To(sink, clock: clock);
        using var mail = Mail();

        var sending = smtp.SendAsync(mail, CancellationToken.None);
        await sink.Reached(stage);
        clock.Advance(TimeSpan.FromSeconds(Smtp.SendSeconds));
        var delivery = await sending;
        await SentAsync(smtp);

        Assert.Equal((TryResult.Later, (TryReason?)reason), (delivery.Result, delivery.Reason));
    }

    [Fact]
    public async Task A_slow_server_is_waited_for()
    {
        var open = new TaskCompletionSource();
        await using var sink = new SmtpSink { Script = (stage, _) => stage == "END" ? SmtpReply.After(open, "250 kept") : null };
        var clock = new TimerClock();
        using var smtp = To(sink, clock: clock);

        var sending = SentAsync(smtp);
        await sink.Reached("END");
        clock.Advance(TimeSpan.FromSeconds(Smtp.SendSeconds - 1));
        open.SetResult();
        await sending;

        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task A_refusal_does_not_spoil_the_next_mail()
    {
        await using var sink = new SmtpSink { Script = (stage, nth) => (stage, nth) == ("RCPT", 1) ? "550 5.1.1 no such mailbox" : null };
        using var smtp = To(sink);
        using var refused = Mail();
        await smtp.SendAsync(refused, CancellationToken.None);

        await SentAsync(smtp);

        Assert.Equal(2, sink.Connections);
    }

    [Fact]
    public async Task A_mail_that_some_of_its_recipients_got_is_sent()
    {
        await using var sink = new SmtpSink { Script = (stage, nth) => (stage, nth) == ("RCPT", 1) ? "550 5.1.1 no such mailbox" : null };
        using var smtp = To(sink);
        using var mail = Mail();
        mail.To.Add("adam@reseller.example");

        Assert.Equal(TryResult.Sent, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_later()
    {
        var sink = new SmtpSink();
        await sink.DisposeAsync();
        using var smtp = To(sink);
        using var mail = Mail();

        Assert.Equal(TryReason.Unreachable, (await smtp.SendAsync(mail, CancellationToken.None)).Reason);
        Assert.Contains("can't be reached", await smtp.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_one_dot_arrive_as_they_were_written()
    {
        await using var sink = new SmtpSink();
        using var smtp = To(sink);
        using var mail = Mail("first\r\n.\r\nMAIL FROM:<forged@leap.example>\r\nlast");
        await smtp.SendAsync(mail, CancellationToken.None);

        var sent = Assert.Single(sink.Mails);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(sent.Split("base64")[1].Split("\r\n\r\n")[1].Split("--")[0]));
        Assert.StartsWith("first\r\n.\r\nMAIL FROM:<forged@leap.example>\r\nlast", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\nMAIL FROM", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_go_out_in_short_lines_of_ascii_that_end_with_both_characters()
    {
        await using var sink = new SmtpSink();
        using var smtp = To(sink);
        using var mail = Mail("Zażółć\ngęślą\rjaźń\u2028您的积分" + new string('é', 3_000));
        await smtp.SendAsync(mail, CancellationToken.None);

        var sent = Assert.Single(sink.Mails);
        Assert.DoesNotMatch(new Regex("(?<!\r)\n|\r(?!\n)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), sent);
        Assert.All(sent.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.True(Ascii.IsValid(sent));
    }

    [Theory]
    [InlineData("AUTH PLAIN XOAUTH2")]
    [InlineData("SMTPUTF8")]
    public async Task Refuses_a_server_that_would_take_mail_without_signing_in(string offer)
    {
        await using var sink = new SmtpSink { Offers = [offer] };
        using var smtp = To(sink, user: "leap");
        using var mail = Mail();

        Assert.Contains("offers no AUTH LOGIN", await smtp.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(TryReason.SignInRefused, (await smtp.SendAsync(mail, CancellationToken.None)).Reason);
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH", "454 4.7.0 not now")]
    [InlineData("AUTH", "504 5.5.4 unrecognized authentication type")]
    [InlineData("PASSWORD", "535 5.7.8 wrong password")]
    public async Task Sends_nothing_unauthenticated_when_the_server_refuses_to_sign_it_in(string stage, string answer)
    {
        await using var sink = new SmtpSink { Offers = ["AUTH LOGIN"], Script = (s, _) => s == stage ? answer : null };
        using var smtp = To(sink, user: "leap");
        using var mail = Mail();

        var delivery = await smtp.SendAsync(mail, CancellationToken.None);

        Assert.Equal((TryResult.Later, (TryReason?)TryReason.SignInRefused), (delivery.Result, delivery.Reason));
        Assert.Contains(answer, delivery.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looks_again_after_a_minute_whether_it_may_still_sign_in()
    {
        await using var sink = new SmtpSink { Offers = ["AUTH LOGIN"] };
        var clock = new TimerClock();
        using var smtp = To(sink, "leap", clock);
        await SentAsync(smtp);
        sink.Offers = ["AUTH PLAIN"];
        clock.Advance(TimeSpan.FromMinutes(1));
        using var mail = Mail();

        Assert.Equal(TryReason.SignInRefused, (await smtp.SendAsync(mail, CancellationToken.None)).Reason);
        Assert.Single(sink.Mails);
    }

    [Theory]
    [InlineData("", "8BITMIME")]
    [InlineData("leap", "AUTH PLAIN LOGIN")]
    [InlineData("leap", "AUTH=LOGIN")]
    public async Task Accepts_a_server_that_it_can_use(string user, string offer)
    {
        await using var sink = new SmtpSink { Offers = [offer] };
        using var smtp = To(sink, user);

        Assert.Null(await smtp.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_never_greets_is_named_after_a_while()
    {
        await using var sink = new SmtpSink { Script = (stage, _) => stage == "CONNECT" ? SmtpReply.Silence : null };
        var clock = new TimerClock();
        using var smtp = To(sink, "leap", clock);

        var checking = smtp.CheckAsync(CancellationToken.None);
        await sink.Reached("CONNECT");
        clock.Advance(TimeSpan.FromSeconds(Smtp.SendSeconds));

        Assert.Contains("did not answer within", await checking, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_leaves_in_the_clear_to_another_machine()
    {
        await using var sink = new SmtpSink();
        using var smtp = To(sink, host: Elsewhere);
        using var mail = Mail();

        var delivery = await smtp.SendAsync(mail, CancellationToken.None);

        Assert.Equal((TryResult.Later, (TryReason?)TryReason.Insecure), (delivery.Result, delivery.Reason));
        Assert.Contains("offers no STARTTLS", delivery.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_leaves_to_a_server_whose_certificate_nobody_vouches_for()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var start = FixedClock.Start().GetUtcNow();
        using var certificate = new CertificateRequest("CN=mail.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(start.AddYears(-10), start.AddYears(50));
        await using var sink = new SmtpSink { Offers = ["STARTTLS", "AUTH LOGIN"], Certificate = certificate };
        using var smtp = To(sink, "leap", host: Elsewhere);
        using var mail = Mail();

        var delivery = await smtp.SendAsync(mail, CancellationToken.None);

        Assert.Equal((TryResult.Later, (TryReason?)TryReason.Insecure), (delivery.Result, delivery.Reason));
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_breaks_off_in_the_middle_of_TLS_is_tried_later()
    {
        await using var sink = new SmtpSink { Offers = ["STARTTLS"] };
        using var smtp = To(sink, host: Elsewhere);
        using var mail = Mail();

        Assert.Equal(TryResult.Later, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
        Assert.Empty(sink.Mails);
    }

    private static async Task SentAsync(Smtp smtp)
    {
        using var mail = Mail();
        Assert.Equal(TryResult.Sent, (await smtp.SendAsync(mail, CancellationToken.None)).Result);
    }

    private static Smtp To(SmtpSink sink, string user = "", TimeProvider? clock = null, string host = "127.0.0.1") => new(
        new LeapSettings { Mail = new MailSettings { Host = host, Port = sink.Port, User = user } }, clock ?? TimeProvider.System);

    private static MailMessage Mail(string text = "Hello")
    {
        var mail = new MailMessage("ascend@halden.example", "zofia@reseller.example") { Subject = "Hello" };
        mail.Headers.Add("Message-ID", "<1@leap.example>");
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, "text/plain");
        view.TransferEncoding = System.Net.Mime.TransferEncoding.Base64;
        mail.AlternateViews.Add(view);
        return mail;
    }
}
