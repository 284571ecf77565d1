using Leap.Locales;
using Leap.Sales;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Leap.Web.Pages.Sales;

/// <summary>
/// Reads the lines of a sale as they were typed. Each fault goes to its field, in the reader's language; empty lines are passed over.
/// </summary>
internal sealed class TypedLines(SaleForm form, ProductChoices products, Locale locale, ModelStateDictionary faults)
{
    /// <param name="invoiceOn">The day on which the products must be eligible; null skips that check.</param>
    /// <returns>The lines without a fault, each with its place in the form.</returns>
    public List<(int Index, NewSaleLine Line)> Read(DateOnly? invoiceOn)
    {
        var read = new List<(int Index, NewSaleLine Line)>();
        for (var i = 0; i < form.Lines.Count; i++)
        {
            if (!form.Lines[i].IsEmpty && ReadLine(i, invoiceOn) is { } line)
            {
                read.Add((i, line));
            }
        }

        return read;
    }

    public static string Key(int line, string field) => $"Input.Lines[{line}].{field}";

    private NewSaleLine? ReadLine(int index, DateOnly? invoiceOn)
    {
        var line = form.Lines[index];
        var (productId, productFault) = ReadProduct(line.Product, invoiceOn);
        var (quantity, quantityFault) = ReadQuantity(line.Quantity);
        var (price, priceFault) = ReadPrice(line.UnitPrice);
        Note(nameof(line.Product), productFault);
        Note(nameof(line.Quantity), quantityFault);
        Note(nameof(line.UnitPrice), priceFault);
        return (productFault ?? quantityFault ?? priceFault) is null ? new NewSaleLine(productId, quantity, price) : null;

        void Note(string field, string? fault)
        {
            if (fault is not null)
            {
                faults.AddModelError(Key(index, field), fault);
            }
        }
    }

    private (long Id, string? Fault) ReadProduct(string? typed, DateOnly? invoiceOn)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return (0, locale["error.required"]);
        }

        var (found, near) = products.Find(typed);
        if (found is null)
        {
            return (0, near.Count == 0
                ? locale["refusal.SubmitSales.UnknownProduct"]
                : locale.Text("sales.log.near", ("products", locale.List(near.Select(p => p.Sku)))));
        }

        return invoiceOn is { } day && !found.IsEligibleOn(day)
            ? (0, locale["refusal.SubmitSales.ProductNotEligible"])
            : (found.Id, null);
    }

    private (int Quantity, string? Fault) ReadQuantity(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return (0, locale["error.required"]);
        }

        var isWhole = locale.TryParseNumber(typed, out var number) && number == decimal.Truncate(number);
        return isWhole && number is >= 1 and <= SubmitSales.QuantityMax
            ? ((int)number, null)
            : (0, locale["refusal.SubmitSales.BadQuantity"]);
    }

    private (long Minor, string? Fault) ReadPrice(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return (0, locale["error.required"]);
        }

        if (!locale.TryParseNumber(typed, out var number))
        {
            return (0, locale["error.number"]);
        }

        if (number is < 0 or > SubmitSales.UnitPriceMinorMax)
        {
            return (0, locale["refusal.SubmitSales.BadPrice"]);
        }

        if (Currencies.ToMinor(number, form.Currency) is not { } minor)
        {
            return (0, locale.Count("sales.log.decimals", Currencies.MinorDigits(form.Currency), ("currency", form.Currency)));
        }

        return minor <= SubmitSales.UnitPriceMinorMax ? (minor, null) : (0, locale["refusal.SubmitSales.BadPrice"]);
    }
}
