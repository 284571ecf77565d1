using Leap.Mail.Bounces;
using Leap.Tests.Engines;

namespace Leap.Tests.Mail.Bounces;

/// <summary>Published reports of real mail servers, each read for what it is.</summary>
public sealed class VectorTests
{
    [VectorsFact("dsn/lhost-postfix-01.eml")]
    public void Postfix_tells_of_an_unknown_user_behind_an_alias() =>
        Check("lhost-postfix-01", BounceResult.HardBounce, "5.1.1", "r@p351355.pool.example.ne.jp");

    [VectorsFact("dsn/lhost-postfix-02.eml")]
    public void Postfix_tells_of_two_recipients_each_by_itself()
    {
        var reading = Check("lhost-postfix-02", BounceResult.HardBounce, "5.2.1", "filtered@example.co.jp", "userunknown@example.co.jp");

        Assert.Equal(["5.2.1", "5.1.1"], reading.Recipients.Select(r => r.Status));
        Assert.All(reading.Recipients, r => Assert.Equal(("failed", BounceResult.HardBounce), (r.Action, r.Result)));
    }

    [VectorsFact("dsn/lhost-sendmail-01.eml")]
    public void Sendmail_tells_of_an_unknown_user() =>
        Check("lhost-sendmail-01", BounceResult.HardBounce, "5.1.1", "userunknown@bouncehammer.jp");

    [VectorsFact("dsn/lhost-amazonses-01.eml")]
    public void What_Amazon_calls_only_permanent_counts_as_soft() =>
        Check("lhost-amazonses-01", BounceResult.SoftBounce, "5.0.0", "shironeko@example.co.jp");

    [VectorsFact("dsn/lhost-office365-01.eml")]
    public void A_notification_of_Office_365_that_lost_its_machine_s_part_is_read_by_its_words() =>
        Check("lhost-office365-01", BounceResult.HardBounce, "5.1.10");

    [VectorsFact("dsn/lhost-exim-01.eml")]
    public void Exim_writes_words_and_names_whom_it_failed_for() =>
        Check("lhost-exim-01", BounceResult.SoftBounce, "5.7.0", "kijitora@example.ed.jp");

    [VectorsFact("dsn/lhost-gmail-01.eml")]
    public void Gmail_of_old_writes_words_too() =>
        Check("lhost-gmail-01", BounceResult.HardBounce, "5.1.1", "userunknown@example.jp");

    [VectorsFact("dsn/rfc3464-01.eml")]
    public void The_machine_s_part_counts_and_not_the_words_beside_it() =>
        Check("rfc3464-01", BounceResult.HardBounce, "5.1.1", "userunknown@bouncehammer.jp");

    [VectorsFact("dsn/rfc3464-03.eml")]
    public void A_refusal_of_the_sender_by_policy_counts_as_soft() =>
        Check("rfc3464-03", BounceResult.SoftBounce, "5.0.0", "kijitora@example.com");

    [VectorsFact("dsn/arf-01.eml")]
    public void A_feedback_report_of_abuse_is_a_complaint() => Check("arf-01", BounceResult.Complaint, "");

    [VectorsFact("dsn/rfc3834-01.eml")]
    public void An_absence_is_no_bounce() => Check("rfc3834-01", BounceResult.AutoReply, "");

    [VectorsFact("dsn/rfc3834-02.eml")]
    public void An_absence_that_only_Exchange_marks_is_no_bounce() => Check("rfc3834-02", BounceResult.AutoReply, "");

    private static BounceReading Check(string name, BounceResult result, string status, params string[] recipients)
    {
        var reading = BounceReader.Read(File.ReadAllBytes(Path.Combine(Needs.Vectors!, "dsn", name + ".eml")));

        Assert.Equal((result, status), (reading.Result, reading.Status));
        Assert.Equal(recipients, reading.Recipients.Select(r => r.Address));
        Assert.Empty(reading.Tokens);
        return reading;
    }
}
