using Leap.Locales;
using Leap.Mail;

namespace Leap.Tests.Mail;

public sealed class FormTests
{
    private static readonly Languages Languages = Languages.Load();

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public void Every_block_has_both_forms(string language)
    {
        var frame = Frame(language);

        Golden.Check($"Mail/Golden/blocks.{language}.html", HtmlForm.Of(EveryBlock(frame.Locale), frame));
        Golden.Check($"Mail/Golden/blocks.{language}.txt", TextForm.Of(EveryBlock(frame.Locale), frame));
    }

    [Fact]
    public void Arabic_runs_from_right_to_left_in_every_table_and_keeps_codes_and_numbers_in_their_own_direction()
    {
        var frame = Frame("ar");
        var html = HtmlForm.Of(EveryBlock(frame.Locale), frame);

        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", html, StringComparison.Ordinal);
        Assert.All(html.Split("<table").Skip(1), t => Assert.Contains("dir=\"rtl\"", t.Split('>')[0], StringComparison.Ordinal));
        Assert.Contains("<bdi>INV-2026/17</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("align=\"left\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_stands_before_its_number_in_Arabic_too()
    {
        var document = new MailDocument("", "", [new Figures([new Figure("x", "+260"), new Figure("y", "INV-1")])]);

        Assert.Contains("<bdi dir=\"ltr\">&#x2B;260</bdi>", HtmlForm.Of(document, Frame("ar")), StringComparison.Ordinal);
        Assert.Contains("<bdi>INV-1</bdi>", HtmlForm.Of(document, Frame("ar")), StringComparison.Ordinal);
        Assert.Contains("<bdi>&#x2B;260</bdi>", HtmlForm.Of(document, Frame("en")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kim", "Kim")]
    [InlineData("\u202EKim\u202C", "Kim")]
    [InlineData("\u2068Kim", "\u2068Kim\u2069")]
    [InlineData("Kim\u2069 and \u2068Ana\u2069", "Kim and \u2068Ana\u2069")]
    [InlineData("\u2068Kim\nAna\u2069", "\u2068Kim\u2069\nAna")]
    public void Marks_that_turn_the_rest_around_are_taken_out(string text, string tidy) => Assert.Equal(tidy, Isolated.Tidy(text));

    [Fact]
    public void Marks_of_direction_stand_in_plain_text_only_where_two_directions_meet()
    {
        var document = new MailDocument("", "", [new Paragraph($"Invoice {Isolated.Text("INV-1")}")]);
        var mixed = new MailDocument("", "", [new Paragraph($"To {Isolated.Text("عمر")}: {Isolated.Text("INV-1")}")]);

        Assert.StartsWith("Invoice INV-1\n", TextForm.Of(document, Frame("en")), StringComparison.Ordinal);
        Assert.StartsWith("To \u2068عمر\u2069: \u2068INV-1\u2069\n", TextForm.Of(mixed, Frame("en")), StringComparison.Ordinal);
        Assert.StartsWith("Invoice \u2068INV-1\u2069\n", TextForm.Of(document, Frame("ar")), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_fetched_so_that_mails_read_the_same_with_pictures_off()
    {
        var frame = Frame("en");

        Assert.DoesNotMatch("<(img|link|script|iframe)|src=|url\\(|@import", HtmlForm.Of(EveryBlock(frame.Locale), frame));
    }

    [Fact]
    public void Text_is_never_markup()
    {
        var html = HtmlForm.Of(new MailDocument("<b>", "", [new Paragraph("<script>alert(1)</script>\n\"quoted\"")]), Frame("en"));

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;<br>&quot;quoted&quot;", html, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;b&gt;</title>", html, StringComparison.Ordinal);
    }

    private static MailFrame Frame(string language) =>
        new(Languages.For(language), "Halden Ascend", "Halden Systems", "https://leap.example");

    private static MailDocument EveryBlock(Locale locale) => new(
        "Your statement",
        "1,200 points",
        [
            new Heading("November"),
            new Paragraph($"The sale on invoice {Isolated.Text("INV-2026/17")} was approved.\nWell sold."),
            new Figures([new Figure("Available", locale.Number(1200), "points"), new Figure("Pending", locale.Number(40))]),
            new Table(
                "Movements",
                [new Column("What"), new Column("Points", IsNumber: true)],
                [["Opening", locale.Number(1000)], ["Sales & courses", locale.Number(-200)]],
                ["Closing", locale.Number(800)]),
            new Progress("Gold", 0.4m, locale.Percent(0.4m)),
            new Progress("Nothing yet", 0, locale.Percent(0)),
            new Progress("All of it", 1.2m, locale.Percent(1)),
            new BadgePicture("Storage expert", "S", "#1d5a3c", "Five storage courses"),
            new Button("Open the statement", "/statements/2026-11?from=mail&view=all"),
            new Footer("Statements come once a month."),
        ]);
}
