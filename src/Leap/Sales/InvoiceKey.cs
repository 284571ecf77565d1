using System.Text;

namespace Leap.Sales;

/// <summary>
/// The form in which invoice numbers are compared (S2): NFKC, upper case, letters and digits only; `INV-00 12` is `INV0012`.
/// </summary>
public static class InvoiceKey
{
    public static string Of(string number)
    {
        var key = new StringBuilder(number.Length);
        foreach (var rune in number.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                key.Append(Rune.ToUpperInvariant(rune));
            }
        }

        return key.ToString();
    }
}
