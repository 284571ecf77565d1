using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using System.Globalization;

namespace Leap.Web.Pages.Sales;

/// <summary>Reports a sale. Buttons that change nothing add and remove lines and show what they earn.</summary>
[May(Permission.ReportSales)]
public sealed class LogModel(LeapDb db, Programmes.Calendar calendar, LeapSettings settings, Me me, Locale locale) : PageModel
{
    /// <summary>A request with this header gets the preview alone, to be put into the page.</summary>
    public const string FragmentHeader = "X-Fragment";

    [BindProperty]
    public SaleForm Input { get; set; } = new();

    [TempData]
    public bool IsSaleSent { get; set; }

    public SaleChoices Choices { get; private set; } = null!;

    /// <summary>Null until it was asked for.</summary>
    public LogPreview? Preview { get; private set; }

    public DateOnly Today => calendar.Today;

    public DateOnly FirstDay => Today.AddDays(-settings.Programme.ClaimDays);

    /// <param name="like">An earlier sale of one's own to begin from; a rejected one comes back whole, to be mended.</param>
    public async Task<IActionResult> OnGetAsync(long? like, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Input = new SaleForm { CustomerCountry = me.Country, Currency = Choices.HomeCurrency, InvoiceOn = Today, Lines = [new()] };
        if (like is null)
        {
            return Page();
        }

        var earlier = await db.Sales.AsNoTracking().Include(s => s.Lines.OrderBy(l => l.Id))
            .FirstOrDefaultAsync(s => s.Id == like && s.PersonId == me.PersonId, cancel);
        if (earlier is null)
        {
            return NotFound();
        }

        FillLike(earlier);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] SubmitSales submitSales, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        CheckChoices();
        var lines = ReadLines();
        if (lines.Count == 0 && Input.Lines.TrueForAll(l => l.IsEmpty))
        {
            Refuse(SubmitSales.Refusal.NoLines);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var sale = Input.ToSale(me.PersonId, Input.InvoiceOn!.Value, lines.ConvertAll(l => l.Line));
        var outcome = (await submitSales.RunAsync([sale], cancel))[0];
        if (outcome.Refusal is { } refusal)
        {
            Refuse(refusal);
            return Page();
        }

        IsSaleSent = true;
        return LocalRedirect($"/sales/{outcome.Value}");
    }

    public async Task OnPostAddLineAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await LoadAsync(cancel);
        if (Input.Lines.Count < SubmitSales.LinesMax)
        {
            Input.Lines.Add(new());
        }
    }

    public async Task OnPostRemoveLineAsync(int line, CancellationToken cancel)
    {
        ModelState.Clear();
        if (line >= 0 && line < Input.Lines.Count)
        {
            Input.Lines.RemoveAt(line);
        }

        await LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostPreviewAsync([FromServices] PreviewSale previewSale, CancellationToken cancel)
    {
        ModelState.Clear();
        var isFragment = Request.Headers.ContainsKey(FragmentHeader);
        if (!isFragment)
        {
            await LoadAsync(cancel);
        }

        var products = Choices?.Products ?? await ProductChoices.LoadAsync(db, cancel);
        Preview = await ThinkAsync(previewSale, products, cancel);
        return isFragment ? Partial("_LogPreview", Preview) : Page();
    }

    /// <summary>What the reader knows a field by; a line's field with the line's number.</summary>
    public string NameOf(string key)
    {
        if (key.Split('[', ']') is not [_, var index, var field])
        {
            return locale[key switch
            {
                "Input.Customer" => "sales.customer",
                "Input.CustomerCountry" => "sales.customer-country",
                "Input.InvoiceOn" => "sales.invoice-on",
                "Input.Currency" => "sales.currency",
                "Input.DistributorId" => "sales.distributor",
                _ => "sales.invoice-number",
            }];
        }

        var line = locale.Text("sales.line", ("number", int.Parse(index, CultureInfo.InvariantCulture) + 1));
        var name = field switch
        {
            ".Quantity" => "sales.quantity",
            ".UnitPrice" => "sales.unit-price",
            _ => "sales.product",
        };
        return locale.Text("list.more", ("first", line), ("second", locale[name]));
    }

    /// <summary>Null while the invoice's day itself is wrong, so that products are not blamed for it.</summary>
    private DateOnly? DayThatCounts => Input.InvoiceOn is { } day && day >= FirstDay && day <= Today ? day : null;

    private async Task<LogPreview> ThinkAsync(PreviewSale previewSale, ProductChoices products, CancellationToken cancel)
    {
        var lines = new TypedLines(Input, products, locale, ModelState).Read(DayThatCounts);
        var unfinished = Input.Lines.Count(l => !l.IsEmpty) - lines.Count;
        if (lines.Count == 0)
        {
            return new([], null, unfinished, Input.Currency, Input.IsPublicSector, IsInvoiceTaken: false);
        }

        var sale = Input.ToSale(me.PersonId, Input.InvoiceOn ?? Today, lines.ConvertAll(l => l.Line));
        var outcome = await previewSale.RunAsync(sale, cancel);
        return outcome.Refusal is { } refusal
            ? new([], locale[$"refusal.SubmitSales.{refusal}"], unfinished, Input.Currency, Input.IsPublicSector, IsInvoiceTaken: false)
            : new(
                [.. outcome.Value.Lines.Select((earning, i) => (lines[i].Index, earning))],
                null,
                unfinished,
                Input.Currency,
                Input.IsPublicSector,
                outcome.Value.IsInvoiceTaken);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Choices = await SaleChoices.LoadAsync(db, me, locale, settings.Programme.Currency, cancel);
        if (Input.Lines.Count == 0)
        {
            Input.Lines.Add(new());
        }
    }

    private List<(int Index, NewSaleLine Line)> ReadLines() =>
        new TypedLines(Input, Choices.Products, locale, ModelState).Read(DayThatCounts);

    /// <summary>What comes from a list must be of that list, whatever a request says.</summary>
    private void CheckChoices()
    {
        Check(nameof(Input.CustomerCountry), Choices.Countries.Any(c => c.Code == Input.CustomerCountry));
        Check(nameof(Input.Currency), Choices.Currencies.Contains(Input.Currency, StringComparer.Ordinal));
        Check(nameof(Input.DistributorId), Input.DistributorId is null || Choices.Distributors.Any(d => d.Id == Input.DistributorId));
        Check(nameof(Input.InvoiceNumber), InvoiceKey.Of(Input.InvoiceNumber).Length <= Sale.InvoiceLettersMax);

        void Check(string field, bool isRight)
        {
            var key = $"{nameof(Input)}.{field}";
            if (!isRight && ModelState[key] is not { Errors.Count: > 0 })
            {
                ModelState.AddModelError(key, locale["error.value"]);
            }
        }
    }

    private void Refuse(SubmitSales.Refusal refusal) =>
        ModelState.AddModelError(FieldOf(refusal), locale[$"refusal.SubmitSales.{refusal}"]);

    private static string FieldOf(SubmitSales.Refusal refusal) => refusal switch
    {
        SubmitSales.Refusal.NoInvoiceNumber or SubmitSales.Refusal.InvoiceTaken => "Input.InvoiceNumber",
        SubmitSales.Refusal.InvoiceInTheFuture or SubmitSales.Refusal.InvoiceTooOld => "Input.InvoiceOn",
        SubmitSales.Refusal.NotAMemberThen => "Input.InvoiceOn",
        SubmitSales.Refusal.NoExchangeRate => "Input.Currency",
        SubmitSales.Refusal.BadQuantity => TypedLines.Key(0, nameof(SaleForm.Line.Quantity)),
        SubmitSales.Refusal.BadPrice => TypedLines.Key(0, nameof(SaleForm.Line.UnitPrice)),
        _ => TypedLines.Key(0, nameof(SaleForm.Line.Product)),
    };

    private void FillLike(Sale earlier)
    {
        var isMended = earlier.State == SaleState.Rejected;
        Input = new SaleForm
        {
            Customer = earlier.CustomerName,
            CustomerCountry = earlier.CustomerCountry,
            IsPublicSector = earlier.IsPublicSector,
            DistributorId = earlier.DistributorId,
            Currency = earlier.Currency,
            InvoiceNumber = isMended ? earlier.InvoiceNumber : "",
            InvoiceOn = isMended ? earlier.InvoiceOn : Today,
            Lines = [.. earlier.Lines.Select(l => new SaleForm.Line
            {
                Product = Choices.Products.ById(l.ProductId) is { } product ? ProductChoices.Label(product) : "",
                Quantity = isMended ? locale.Number(l.Quantity) : "",
                UnitPrice = isMended ? locale.MoneyTyped(l.UnitPriceMinor, earlier.Currency) : "",
            })],
        };
    }
}
