using Leap.Locales;
using Leap.Mail;

namespace Leap.Promotions;

/// <summary>Tells somebody of a promotion from which they can earn from now on: what it gives, until when, and how.</summary>
public sealed record PromotionLaunchedMail : IMail
{
    public static string Kind => "promotion-launched";

    public static int Priority => 8;

    public static MailChoice Choice => MailChoice.CanBeDeclined;

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(Sample, "sale"),
        MailSample.Of(Sample with { Rule = "multiplier", MultiplierPercent = 50, CapPerSale = null, CapPerPerson = null }, "multiplier"),
        MailSample.Of(Sample with { Rule = "per-revenue", Points = 1, PerMinor = 100_00, WaitingDays = 1, CapPerSale = null }, "revenue"),
        MailSample.Of(Sample with { Rule = "fixed", IsForSales = false, Points = 100, CapPerSale = null }, "course"),
    ];

    private static PromotionLaunchedMail Sample => new()
    {
        Name = MailSample.Reader,
        Title = MailSample.Promotion,
        Text = MailSample.PromotionText,
        Rule = "per-unit",
        IsForSales = true,
        Points = 250,
        PerMinor = 0,
        Currency = "USD",
        MultiplierPercent = 0,
        StartsOn = new DateOnly(2026, 10, 1),
        EndsOn = new DateOnly(2026, 12, 31),
        CapPerSale = 5_000,
        CapPerPerson = 15_000,
        WaitingDays = 0,
    };

    public required string Name { get; init; }

    public required LocalizedText Title { get; init; }

    public required LocalizedText Text { get; init; }

    /// <summary>The rule's code.</summary>
    public required string Rule { get; init; }

    public required bool IsForSales { get; init; }

    public required long Points { get; init; }

    public required long PerMinor { get; init; }

    /// <summary>Of <see cref="PerMinor"/>.</summary>
    public required string Currency { get; init; }

    public required int MultiplierPercent { get; init; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day, included.</summary>
    public required DateOnly EndsOn { get; init; }

    public required long? CapPerSale { get; init; }

    public required long? CapPerPerson { get; init; }

    public required int WaitingDays { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var title = Title.In(locale.Code);
        var blocks = new List<MailBlock>
        {
            new Paragraph(locale.Text("mail.hello", ("name", Name))),
            new Heading(title),
            new Paragraph(Text.In(locale.Code)),
            new Table(
                locale["mail.promotion.terms"],
                [new Column(locale["mail.promotion.term"]), new Column(locale["mail.promotion.what"])],
                [.. Terms(locale)]),
            new Paragraph(locale[IsForSales ? "mail.promotion.sale.next" : "mail.promotion.course.next"]),
            IsForSales
                ? new Button(locale["mail.promotion.sale.button"], "/sales/log")
                : new Button(locale["mail.promotion.course.button"], "/courses"),
            new Footer(locale["mail.promotion.footer"]),
        };
        return new MailDocument(
            locale.Text("mail.promotion.subject", ("promotion", title)),
            locale.Text("mail.promotion.preheader", ("from", StartsOn), ("to", EndsOn)),
            blocks);
    }

    private IEnumerable<IReadOnlyList<string>> Terms(Locale locale)
    {
        yield return [locale["mail.promotion.earn"], Award(locale)];
        yield return [locale["mail.promotion.from"], locale.Date(StartsOn)];
        yield return [locale["mail.promotion.to"], locale.Date(EndsOn)];
        if (CapPerSale is { } sale)
        {
            yield return [locale["promotions.cap.sale"], locale.Count("mail.promotion.points", sale)];
        }

        if (CapPerPerson is { } person)
        {
            yield return [locale["promotions.cap.person"], locale.Count("mail.promotion.points", person)];
        }

        if (WaitingDays > 0)
        {
            yield return [locale["promotions.waiting"], locale.Count("promotions.waiting.days", WaitingDays)];
        }
    }

    private string Award(Locale locale) => Rule switch
    {
        "per-revenue" => locale.Count("promotions.rule.per-revenue", Points, ("amount", locale.Money(PerMinor, Currency))),
        "per-unit" => locale.Count("promotions.rule.per-unit", Points),
        "multiplier" => locale.Text("promotions.rule.multiplier", ("percent", locale.Percent(MultiplierPercent / 100m))),
        _ => locale.Count("promotions.rule.fixed", Points),
    };
}
