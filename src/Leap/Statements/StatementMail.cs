using Leap.Locales;
using Leap.Mail;
using Leap.Programmes;

namespace Leap.Statements;

/// <summary>One person's account of a month.</summary>
public sealed record StatementMail : IMail
{
    public static string Kind => "statement";

    public static int Priority => 9;

    public static MailChoice Choice => MailChoice.HasRhythm;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(Sample),
        MailSample.Of(
            Sample with { PeriodKey = "2026-Q4", Quarter = Period.Quarter(new DateOnly(2026, 10, 1), 1), Expiring = [] }, "quarter"),
    ];

    private static StatementMail Sample => new()
    {
        Name = MailSample.Reader,
        MonthOn = new DateOnly(2026, 11, 1),
        PeriodKey = "2026-11",
        Opening = 3_140,
        Groups = [new("learned", 2, 260), new("sold", 5, 1_580), new("redeemed", 1, -500)],
        Closing = 4_480,
        Pending = 720,
        Expiring = [new(new DateOnly(2026, 12, 31), 1_250), new(new DateOnly(2027, 1, 31), 800)],
        Head = "9f2c4be81d07a35566c0e1f4b2d98a70c4537fd1126ea0bb97d3f58c4a1e6072",
    };

    public required string Name { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly MonthOn { get; init; }

    public required string PeriodKey { get; init; }

    /// <summary>The quarter that it covers, for who wants a mail only then; null for a month.</summary>
    public Period? Quarter { get; init; }

    public required long Opening { get; init; }

    public required IReadOnlyList<StatementGroup> Groups { get; init; }

    public required long Closing { get; init; }

    public required long Pending { get; init; }

    /// <summary>What expires within three months of the month's end, soonest first.</summary>
    public required IReadOnlyList<StatementExpiry> Expiring { get; init; }

    /// <summary>The ledger's head that it was made from, in hex.</summary>
    public required string Head { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var month = Quarter is null ? locale.Month(MonthOn) : locale.Period(Quarter);
        var blocks = new List<MailBlock>
        {
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Paragraph(locale.Text("mail.statement.intro", ("month", month))),
            new Figures(
            [
                new Figure(locale["mail.statement.closing"], locale.Number(Closing), locale["mail.points.unit"]),
                new Figure(locale["mail.statement.pending"], locale.Number(Pending), locale["mail.points.unit"]),
            ]),
            Movements(locale, month),
        };
        if (Expiring.Count > 0)
        {
            blocks.Add(new Table(
                locale["mail.statement.expiring"],
                [new Column(locale["mail.statement.expires-on"]), new Column(locale["mail.statement.points"], IsNumber: true)],
                [.. Expiring.Select(e => (IReadOnlyList<string>)[locale.Date(e.ExpiresOn), locale.Number(e.Points)])]));
        }

        blocks.Add(new Button(locale["mail.statement.button"], Quarter is null ? $"/statements/{PeriodKey}" : "/statements"));
        var footer = Quarter is null ? "mail.statement.footer" : "mail.statement.footer.quarter";
        blocks.Add(new Footer(locale.Text(footer, ("head", Isolated.Text(Head[..12])))));
        return new MailDocument(
            locale.Text("mail.statement.subject", ("month", month)), locale.Count("mail.statement.preheader", Closing), blocks);
    }

    private Table Movements(Locale locale, string month) => new(
        month,
        [new Column(locale["mail.statement.what"]), new Column(locale["mail.statement.points"], IsNumber: true)],
        [
            [locale["mail.statement.opening"], locale.Number(Opening)],
            .. Groups.Select(g => (IReadOnlyList<string>)[locale.Count($"statement.group.{g.Group}", g.Count), locale.Number(g.Points)]),
        ],
        [locale["mail.statement.closing"], locale.Number(Closing)]);
}

/// <summary>What one kind of cause came to in the month.</summary>
/// <param name="Group">The last part of its text key.</param>
/// <param name="Points">Signed: negative where points left.</param>
public sealed record StatementGroup(string Group, int Count, long Points);

public sealed record StatementExpiry(DateOnly ExpiresOn, long Points);
