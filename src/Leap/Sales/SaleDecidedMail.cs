using Leap.Locales;
using Leap.Mail;

namespace Leap.Sales;

/// <summary>Tells a seller what became of a reported sale.</summary>
public sealed record SaleDecidedMail : IMail
{
    public static string Kind => "sale-decided";

    public static IReadOnlyList<MailSample> Samples =>
    [
        MailSample.Of(Sample, "approved"),
        MailSample.Of(Sample with { Points = 0 }, "without-points"),
        .. Enum.GetValues<RejectionReason>().Select(reason => MailSample.Of(
            Sample with { Points = 0, Rejection = reason, Note = reason == RejectionReason.Other ? "INV-2026/17 ≠ PO 4711" : "" },
            reason.ToString())),
    ];

    private static SaleDecidedMail Sample => new()
    {
        Name = MailSample.Reader,
        SaleId = 4711,
        InvoiceNumber = "INV-2026/17",
        CustomerName = "Ostkraft Stadtwerke AG",
        Points = 1_340,
        Rejection = null,
        Note = "",
    };

    public required string Name { get; init; }

    public required long SaleId { get; init; }

    public required string InvoiceNumber { get; init; }

    public required string CustomerName { get; init; }

    /// <summary>What the sale earned; 0 for a rejected one, or one that earns no personal points.</summary>
    public required long Points { get; init; }

    /// <summary>Null when approved.</summary>
    public required RejectionReason? Rejection { get; init; }

    public required string Note { get; init; }

    public MailDocument Compose(Locale locale)
    {
        var invoice = Isolated.Text(InvoiceNumber);
        var blocks = new List<MailBlock> { new Paragraph(locale.Text("mail.hello", ("name", Name))) };
        if (Rejection is { } reason)
        {
            blocks.Add(new Paragraph(locale.Text("mail.sale.rejected", ("invoice", invoice), ("customer", Isolated.Text(CustomerName)))));
            blocks.Add(new Paragraph(locale[$"sales.rejection.{reason}"]));
            if (Note.Length > 0)
            {
                blocks.Add(new Paragraph(locale.Text("mail.sale.note", ("note", Note))));
            }

            blocks.Add(new Paragraph(locale["mail.sale.rejected.next"]));
        }
        else
        {
            blocks.Add(new Paragraph(locale.Text("mail.sale.approved", ("invoice", invoice), ("customer", Isolated.Text(CustomerName)))));
            blocks.Add(Points > 0
                ? new Figures([new Figure(locale["mail.sale.earned"], locale.Number(Points), locale["mail.points.unit"])])
                : new Paragraph(locale["mail.sale.no-points"]));
        }

        blocks.Add(new Button(locale["mail.sale.button"], $"/sales/{SaleId}"));
        blocks.Add(new Footer(locale["mail.sale.footer"]));
        return Rejection is null
            ? new MailDocument(
                locale.Text("mail.sale.approved.subject", ("invoice", invoice)),
                locale.Count("mail.sale.approved.preheader", Points),
                blocks)
            : new MailDocument(
                locale.Text("mail.sale.rejected.subject", ("invoice", invoice)), locale["mail.sale.rejected.preheader"], blocks);
    }
}
