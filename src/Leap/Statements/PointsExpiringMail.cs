using Leap.Locales;
using Leap.Mail;

namespace Leap.Statements;

/// <summary>Tells somebody in time that points of theirs are about to expire. It names the day: who reads it late is not misled.</summary>
public sealed record PointsExpiringMail : IMail
{
    public static string Kind => "points-expiring";

    public static int Priority => 7;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(new PointsExpiringMail
        {
            Name = MailSample.Reader,
            Points = 1_250,
            ExpiresOn = new DateOnly(2026, 12, 31),
            Available = 4_480,
            Later = [new(new DateOnly(2027, 1, 31), 800), new(new DateOnly(2027, 2, 28), 1)],
        }),
        MailSample.Of(
            new PointsExpiringMail
            {
                Name = MailSample.Reader, Points = 1, ExpiresOn = new DateOnly(2026, 12, 31), Available = 1, Later = [],
            },
            "one-point"),
    ];

    public required string Name { get; init; }

    public required long Points { get; init; }

    /// <summary>The last day on which they can be spent.</summary>
    public required DateOnly ExpiresOn { get; init; }

    /// <summary>All that can be spent now, these among it.</summary>
    public required long Available { get; init; }

    /// <summary>What expires in the time after, soonest first.</summary>
    public required IReadOnlyList<StatementExpiry> Later { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var blocks = new List<MailBlock>
        {
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Count("mail.expiry.text", Points, ("date", ExpiresOn))),
            new Figures(
            [
                new Figure(locale["mail.expiry.points"], locale.Number(Points), locale["mail.points.unit"]),
                new Figure(locale["mail.expiry.available"], locale.Number(Available), locale["mail.points.unit"]),
            ]),
            new Paragraph(locale["mail.expiry.next"]),
            new Button(locale["mail.expiry.button"], "/points"),
        };
        if (Later.Count > 0)
        {
            blocks.Add(new Table(
                locale["mail.expiry.later"],
                [new Column(locale["mail.statement.expires-on"]), new Column(locale["mail.statement.points"], IsNumber: true)],
                [.. Later.Select(e => (IReadOnlyList<string>)[locale.Date(e.ExpiresOn), locale.Number(e.Points)])]));
        }

        blocks.Add(new Footer(locale["mail.expiry.footer"]));
        return new MailDocument(
            locale.Count("mail.expiry.subject", Points, ("date", ExpiresOn)), locale["mail.expiry.preheader"], blocks);
    }
}
