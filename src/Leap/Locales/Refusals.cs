namespace Leap.Locales;

/// <summary>Texts for the refusals of operations.</summary>
public static class Refusals
{
    extension(Locale locale)
    {
        public string Refusal<TRefusal>(TRefusal refusal)
            where TRefusal : struct, Enum => locale.Text(Key(refusal));
    }

    /// <summary>`refusal.SubmitSales.InvoiceTaken` for `SubmitSales.Refusal.InvoiceTaken`.</summary>
    public static string Key<TRefusal>(TRefusal refusal)
        where TRefusal : struct, Enum => $"refusal.{typeof(TRefusal).DeclaringType!.Name}.{refusal}";
}
