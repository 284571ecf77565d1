using System.Globalization;
using System.Text;
using Leap.Mail;

namespace Leap.Tests.Mail.Bounces;

/// <summary>Mails as servers send them back, with the token where the test wants it.</summary>
internal static class Reports
{
    public static string Notification(string token, string status = "5.1.1", string action = "failed") =>
        $"""
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mx.reseller.example>
        To: <bounces+{token}@leap.example>
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="edge"

        --edge
        Content-Type: text/plain; charset=us-ascii

        It could not be delivered.

        --edge
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.reseller.example

        Final-Recipient: rfc822; zofia@reseller.example
        Action: {action}
        Status: {status}

        --edge--

        """;

    /// <summary>It comes to an address of its own for complaints: the token is in the mail that it returns.</summary>
    public static string Complaint(string token, string type = "abuse") =>
        $"""
        From: feedback@provider.example
        To: complaints@leap.example
        Content-Type: multipart/report; report-type=feedback-report; boundary="edge"

        --edge
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        Version: 1

        --edge
        Content-Type: message/rfc822

        From: Halden Ascend <ascend@halden.example>
        {Envelope.ReturnHeader}: {token}
        Subject: Your statement

        Hello
        --edge--

        """;

    public static string Exim(string token) =>
        $"""
        From: Mail Delivery System <Mailer-Daemon@mx.reseller.example>
        To: bounces@leap.example
        X-Failed-Recipients: zofia@reseller.example
        Auto-Submitted: auto-replied

        A message that you sent could not be delivered.

          zofia@reseller.example
            host mx.reseller.example: 550 5.1.1 <zofia@reseller.example>: no such user

        ------ This is a copy of the message, including all the headers. ------

        {Envelope.ReturnHeader}: {token}
        Subject: 451 4.2.2 is no status here

        """;

    public static byte[] Bytes(string report) => Encoding.Latin1.GetBytes(report.ReplaceLineEndings("\r\n"));

    /// <summary>A mail inside of a mail, so many times.</summary>
    public static string Nested(int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=edge{i}\n\n--edge{i}\n"))) + "Subject: deep\n\nHello";
}
