using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Leap.Data;
using Leap.Members;
using Leap.Sales;
using Microsoft.AspNetCore.WebUtilities;

namespace Leap.Web.Pages.Manage.Sales;

/// <summary>Which sales a manager looks at.</summary>
[SuppressMessage("Globalization", "CA1304", Justification = Translated)]
[SuppressMessage("Globalization", "CA1311", Justification = Translated)]
[SuppressMessage("Performance", "CA1862", Justification = Translated)]
public sealed class ReviewFilter
{
    private const string Translated = "The database folds the letters; it knows no culture.";

    /// <summary>`decided` for those that are, else the open ones.</summary>
    public string Tab { get; set; } = "";

    /// <summary>The firm's country; empty: all.</summary>
    public string Country { get; set; } = "";

    /// <summary>Part of a firm's or a customer's name, or of an invoice number.</summary>
    public string Search { get; set; } = "";

    public bool IsDecided => string.Equals(Tab, "decided", StringComparison.Ordinal);

    public bool IsNarrow => Country.Length > 0 || Search.Length > 0;

    public IQueryable<Sale> Of(LeapDb db, IQueryable<Sale> sales)
    {
        var firms = db.Firms;
        if (Country.Length > 0)
        {
            sales = sales.Where(s => firms.Any(f => f.Id == s.FirmId && f.Country == Country));
        }

        if (Search.Trim() is not { Length: > 0 } text)
        {
            return sales;
        }

        // Not every database folds letters beyond ASCII, so the text is also sought as it was typed.
        var key = InvoiceKey.Of(text);
        var folded = text.ToLowerInvariant();
        return sales.Where(s => (key != "" && s.InvoiceKey.Contains(key))
            || s.CustomerName.Contains(text) || s.CustomerName.ToLower().Contains(folded)
            || firms.Any(f => f.Id == s.FirmId && (f.Name.Contains(text) || f.Name.ToLower().Contains(folded))));
    }

    public string Address(bool isDecided, int number = 1) => QueryHelpers.AddQueryString(
        "/manage/sales",
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["tab"] = isDecided ? "decided" : null,
            ["country"] = Country.Length == 0 ? null : Country,
            ["search"] = Search.Length == 0 ? null : Search,
            ["page"] = number == 1 ? null : number.ToString(CultureInfo.InvariantCulture),
        });
}
