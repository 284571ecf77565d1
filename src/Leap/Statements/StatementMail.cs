using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;

namespace Leap.Statements;

/// <summary>One person's account of a month or a quarter; see <see cref="StatementText"/> for what it says.</summary>
public sealed record StatementMail : IMail
{
    public static string Kind => "statement";

    public static int Priority => 9;

    public static MailChoice Choice => MailChoice.HasRhythm;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(Sample),
        MailSample.Of(
            Sample with
            {
                Sheet = Sample.Sheet with
                {
                    PeriodKey = "2026-Q4",
                    Quarter = Period.Quarter(new DateOnly(2026, 10, 1), 1),
                    Releases = [],
                    Expiring = [],
                    Standing = null,
                },
            },
            "quarter"),
    ];

    private static StatementMail Sample => new()
    {
        Name = MailSample.Reader,
        Sheet = new()
        {
            MonthOn = new DateOnly(2026, 11, 1),
            PeriodKey = "2026-11",
            Opening = 3_140,
            Groups =
            [
                new("learned", 1, 260) { Parts = [new(MailSample.Course, "", 1, 260, [])] },
                new("sold", 5, 1_580)
                {
                    Parts = [new(MailSample.Promotion, "", 3, 1_330, []), new(MailSample.Promotion, "", 1, 250, [])],
                },
                new("redeemed", 1, -500),
            ],
            Closing = 4_480,
            Pending = 720,
            Releases = [new(new DateOnly(2026, 12, 14), 520), new(null, 200)],
            Expiring = [new(new DateOnly(2026, 12, 31), 1_250), new(new DateOnly(2027, 1, 31), 800)],
            Standing = new(Tier.Gold, 17, 1_204, 1_840),
            Head = "9f2c4be81d07a35566c0e1f4b2d98a70c4537fd1126ea0bb97d3f58c4a1e6072",
        },
    };

    public required string Name { get; init; }

    public required StatementSheet Sheet { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var text = StatementText.Of(Sheet, locale);
        var points = new Column(locale["mail.statement.points"], IsNumber: true);
        var blocks = new List<MailBlock>
        {
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Text("mail.statement.intro", ("month", text.Period))),
            new Figures(
            [
                new Figure(text.Closing.What, text.Closing.Points, locale["mail.points.unit"]),
                new Figure(text.Pending.What, text.Pending.Points, locale["mail.points.unit"]),
            ]),
            new Table(
                text.Period,
                [new Column(locale["mail.statement.what"]), points],
                [.. text.Lines.SelectMany(Rows)],
                [text.Closing.What, text.Closing.Points]),
        };
        if (text.Releases.Count > 0)
        {
            blocks.Add(new Table(
                locale["statement.releases"],
                [new Column(locale["statement.releases.on"]), points],
                [.. text.Releases.SelectMany(Rows)],
                [text.Pending.What, text.Pending.Points]));
        }

        if (text.Expiring.Count > 0)
        {
            blocks.Add(new Table(
                locale["mail.statement.expiring"],
                [new Column(locale["mail.statement.expires-on"]), points],
                [.. text.Expiring.SelectMany(Rows)]));
        }

        if (text.Standing.Count > 0)
        {
            blocks.Add(new Table(
                locale["statement.standing"],
                [new Column(locale["statement.standing.what"]), new Column(locale["statement.standing.value"], IsNumber: true)],
                [.. text.Standing.SelectMany(Rows)]));
        }

        blocks.Add(new Button(locale["mail.statement.button"], $"/statements/{Sheet.PeriodKey}"));
        var footer = Sheet.Quarter is null ? "mail.statement.footer" : "mail.statement.footer.quarter";
        blocks.Add(new Footer(locale.Text(footer, ("head", Isolated.Text(text.Head)))));
        return new MailDocument(
            locale.Text("mail.statement.subject", ("month", text.Period)),
            locale.Count("mail.statement.preheader", Sheet.Closing),
            blocks);
    }

    /// <summary>A line, and below it what it is made of, each with its points in the same cell: only whole lines add up.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(StatementText.Line line) =>
        line.Parts.Select(part => (IReadOnlyList<string>)["· " + part, ""]).Prepend([line.What, line.Points]);
}
