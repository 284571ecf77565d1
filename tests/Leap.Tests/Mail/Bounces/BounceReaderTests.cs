using System.Text;
using Leap.Mail.Bounces;

namespace Leap.Tests.Mail.Bounces;

public sealed class BounceReaderTests
{
    private const string Token = "12.0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("5.1.1", "failed", BounceResult.HardBounce)]
    [InlineData("5.1.10", "failed", BounceResult.HardBounce)]
    [InlineData("5.2.1", "failed", BounceResult.HardBounce)]
    [InlineData("5.1.7", "failed", BounceResult.SoftBounce)]
    [InlineData("5.1.8", "failed", BounceResult.SoftBounce)]
    [InlineData("5.2.2", "failed", BounceResult.SoftBounce)]
    [InlineData("5.7.1", "failed", BounceResult.SoftBounce)]
    [InlineData("4.4.7", "failed", BounceResult.SoftBounce)]
    [InlineData("4.2.2", "Failed", BounceResult.SoftBounce)]
    [InlineData("nonsense", "failed", BounceResult.SoftBounce)]
    [InlineData("4.4.1", "delayed", BounceResult.Delayed)]
    [InlineData("2.1.5", "delivered", BounceResult.Delivered)]
    [InlineData("2.0.0", "relayed", BounceResult.Delivered)]
    public void A_status_counts_as_decided(string status, string action, BounceResult result) =>
        Assert.Equal(result, Read(Reports.Notification(Token, status, action)).Result);

    [Fact]
    public void The_token_is_found_in_the_address_that_the_report_came_to() =>
        Assert.Equal([Token], Read(Reports.Notification(Token)).Tokens);

    [Fact]
    public void The_token_is_found_in_the_mail_that_a_complaint_returns()
    {
        var reading = Read(Reports.Complaint(Token));

        Assert.Equal(BounceResult.Complaint, reading.Result);
        Assert.Equal([Token], reading.Tokens);
    }

    [Theory]
    [InlineData("not-spam")]
    [InlineData("auth-failure")]
    public void A_feedback_report_of_something_else_is_no_complaint(string type) =>
        Assert.Equal(BounceResult.NoReport, Read(Reports.Complaint(Token, type)).Result);

    [Fact]
    public void Words_alone_are_read_as_far_as_the_mail_that_they_return()
    {
        var reading = Read(Reports.Exim(Token));

        Assert.Equal((BounceResult.HardBounce, "5.1.1"), (reading.Result, reading.Status));
        Assert.Equal([Token], reading.Tokens);
    }

    [Fact]
    public void A_report_that_somebody_attached_to_a_mail_is_none() => Assert.Equal(
        BounceResult.NoReport,
        Read("Subject: look\nContent-Type: message/rfc822\n\n" + Reports.Notification(Token)).Result);

    [Fact]
    public void A_part_in_base64_is_read_too()
    {
        var fields = "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n";
        var report = "Content-Type: multipart/report; report-type=delivery-status; boundary=edge\n\n--edge\n"
            + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(Encoding.ASCII.GetBytes(fields), Base64FormattingOptions.InsertLineBreaks) + "\n--edge--\n";

        Assert.Equal(("a@b.example", BounceResult.HardBounce), (Read(report).Recipients[0].Address, Read(report).Result));
    }

    [Fact]
    public void Of_a_very_long_one_the_beginning_is_read() => Assert.Equal(
        BounceResult.HardBounce, Read(Reports.Notification(Token) + new string('x', 3 * BounceReader.BytesMax)).Result);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("no header here")]
    [InlineData("\0\u0001\u0002ÿþ")]
    public void Rubbish_is_called_unreadable(string content) => Assert.Equal(BounceResult.Unreadable, Read(content).Result);

    [Fact]
    public void What_is_beyond_the_bounds_is_called_unreadable()
    {
        var parts = string.Concat(Enumerable.Repeat("--edge\n\nHello\n", MimeReader.PartsMax + 1));
        string[] beyond =
        [
            Reports.Nested(MimeReader.DepthMax + 1),
            "Content-Type: multipart/mixed; boundary=edge\n\n" + parts,
            "Subject: " + new string('a', MimeReader.HeaderLettersMax + 1) + "\n\nHello",
            string.Concat(Enumerable.Repeat("X-A: b\n", MimeReader.HeadersMax + 1)) + "\nHello",
            "Subject: a" + string.Concat(Enumerable.Repeat("\n b", MimeReader.HeaderLettersMax)) + "\n\nHello",
        ];

        Assert.All(beyond, content => Assert.Equal(BounceResult.Unreadable, Read(content).Result));
    }

    [Fact]
    public void Whatever_is_cut_off_or_garbled_is_read_without_a_fault()
    {
        var whole = Reports.Bytes(Reports.Notification(Token) + Reports.Complaint(Token));
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            BounceReader.Read(whole.AsSpan(0, cut));
            var garbled = whole.ToArray();
            for (var at = cut; at < whole.Length; at += 61)
            {
                garbled[at] = (byte)(garbled[at] + cut);
            }

            BounceReader.Read(garbled);
        }
    }

    [Theory]
    [InlineData("550 Mailbox unavailable. The server response was: 5.1.1 <a@b.example>: Recipient address rejected", "5.1.1")]
    [InlineData("550 5.1.2.", "5.1.2")]
    [InlineData("550 Blocked, see https://list.example/5.1.1.7", null)]
    [InlineData("554 5.7.1 Rejected, and 5.1.1 is elsewhere", null)]
    [InlineData("550 no such user", null)]
    public void A_refusal_at_once_says_whether_there_is_a_mailbox(string answer, string? status) =>
        Assert.Equal(status, BounceReader.NoMailbox(answer));

    private static BounceReading Read(string report) => BounceReader.Read(Reports.Bytes(report));
}
