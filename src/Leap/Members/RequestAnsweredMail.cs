using Leap.Locales;
using Leap.Mail;

namespace Leap.Members;

/// <summary>Tells somebody what became of what they asked the programme or their firm for.</summary>
public sealed record RequestAnsweredMail : IMail
{
    public static string Kind => "request-answered";

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(Sample(RequestTopic.FirmDomain), "domain"),
        MailSample.Of(Sample(RequestTopic.EmployerConsent), "consent"),
        MailSample.Of(Sample(RequestTopic.Correction), "correction"),
        MailSample.Of(Sample(RequestTopic.Correction) with { IsYes = false, Points = -1_200 }, "correction-declined"),
    ];

    public required string Name { get; init; }

    public required RequestTopic Topic { get; init; }

    public required bool IsYes { get; init; }

    /// <summary>What was asked for: the domain, the firm, or whose points or budget was to be corrected.</summary>
    public required string About { get; init; }

    /// <summary>In the programme's zone.</summary>
    public required DateOnly AskedOn { get; init; }

    /// <summary>Signed: what a correction was to change; 0 for all else.</summary>
    public long Points { get; init; }

    /// <summary>Where to see it; begins with a slash.</summary>
    public required string Path { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var key = $"mail.request.{Topic}.{(IsYes ? "yes" : "no")}";
        var points = locale.Count("mail.request.Correction.points", Math.Abs(Points), ("change", locale.Change(Points)));
        var with = new (string, object?)[] { ("about", About), ("date", AskedOn), ("points", points) };
        var text = locale.Text($"{key}.text", with);
        return new(
            locale.Text($"{key}.subject", with),
            text,
            [
                new Paragraph(locale.Text("mail.hello", ("name", Name))),
                new Paragraph(text),
                new Paragraph(locale.Text($"{key}.next", with)),
                new Button(locale[$"mail.request.{Topic}.button"], Path),
                new Footer(locale["mail.request.footer"]),
            ]);
    }

    private static RequestAnsweredMail Sample(RequestTopic topic) => new()
    {
        Name = MailSample.Reader,
        Topic = topic,
        IsYes = true,
        About = topic switch
        {
            RequestTopic.FirmDomain => "nordlicht.example",
            RequestTopic.EmployerConsent => MailSample.Firm,
            _ => MailSample.Colleague,
        },
        AskedOn = new DateOnly(2026, 11, 19),
        Points = topic == RequestTopic.Correction ? 500 : 0,
        Path = topic switch
        {
            RequestTopic.FirmDomain => "/firm/requests",
            RequestTopic.EmployerConsent => "/points",
            _ => "/manage/corrections",
        },
    };
}

/// <summary>What was asked for; the names are stored with unsent mails.</summary>
public enum RequestTopic
{
    /// <summary>That a domain counts as the firm's.</summary>
    FirmDomain,

    /// <summary>That points earned elsewhere are redeemed at the new firm (A1).</summary>
    EmployerConsent,

    /// <summary>A second person's yes to a manual entry (L13).</summary>
    Correction,
}
