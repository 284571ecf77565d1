namespace Leap.Sales;

/// <summary>What is known around one reported sale, in four parts that each weigh for it, against it, or leave it open.</summary>
public sealed record Evidence(CustomerHistory Customer, IReadOnlyList<PriceShare> Prices, SellOutMatch SellOut, SellerPace Pace)
{
    public Weight PriceWeight => Prices.Any(p => p.Weight == Weight.Against) ? Weight.Against
        : Prices.All(p => p.Weight == Weight.For) ? Weight.For : Weight.Open;
}

public enum Weight
{
    For,
    Open,
    Against,
}

/// <summary>Approved sales of the firm to the same customer.</summary>
public sealed record CustomerHistory(int Sales, DateOnly? LastOn)
{
    public Weight Weight => Sales > 0 ? Weight.For : Weight.Open;
}

/// <param name="Share">Net price of a unit by its list price: 1 is list.</param>
public sealed record PriceShare(string Sku, decimal Share)
{
    public const decimal UsualFrom = 0.5m;
    public const decimal UsualTo = 1.1m;

    /// <summary>Beyond these a slip of the pen or a wrong currency is likelier than a bargain.</summary>
    public const decimal LikelyFrom = 0.2m;
    public const decimal LikelyTo = 2m;

    public Weight Weight => Share is >= UsualFrom and <= UsualTo ? Weight.For
        : Share is >= LikelyFrom and <= LikelyTo ? Weight.Open : Weight.Against;
}

/// <param name="Matched">Products of the sale whose whole quantity the distributors' rows cover.</param>
/// <param name="Products">Products of the sale.</param>
public sealed record SellOutMatch(IReadOnlyList<SellOutRow> Rows, int Matched, int Products)
{
    public Weight Weight => Matched == Products ? Weight.For : Weight.Open;
}

/// <param name="ReportingMinor">Net amount in minor units of the reporting currency.</param>
public sealed record SellOutRow(string Distributor, DateOnly SoldOn, string Sku, int Quantity, long ReportingMinor);

/// <param name="Sales">The seller's approved sales of the year before.</param>
/// <param name="UsualMinor">Their median in minor units of the reporting currency; 0 without any.</param>
/// <param name="Minor">This sale's value.</param>
public sealed record SellerPace(int Sales, long UsualMinor, long Minor)
{
    public const int UsualTimes = 3;

    public Weight Weight => Sales > 0 && Minor <= UsualTimes * UsualMinor ? Weight.For : Weight.Open;
}
