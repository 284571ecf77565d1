using System.Globalization;

namespace Leap.Seeding;

/// <summary>An invented row of a distributor's sell-out file.</summary>
public sealed record DemoSellOut
{
    public static readonly string[] Columns =
        ["distributor", "row", "sold_on", "reseller", "firm", "seller", "sku", "quantity", "net_amount", "currency"];

    public required string Distributor { get; init; }

    public required DateOnly SoldOn { get; init; }

    public required string Reseller { get; init; }

    /// <summary>Empty when the reseller is not enrolled.</summary>
    public required string Firm { get; init; }

    /// <summary>An e-mail address, or the distributor's own code.</summary>
    public required string Seller { get; init; }

    public required string Sku { get; init; }

    public required int Quantity { get; init; }

    /// <summary>In whole units of the distributor's currency.</summary>
    public required decimal NetAmount { get; init; }

    public string Currency => CurrencyOf(Distributor);

    public static string DistributorOf(string region) => region switch
    {
        "europe" => "NORDHAVN",
        "mea" => "MERIDIAN-GULF",
        "apac" => "PACIFIC-ARC",
        _ => "CASCADIA",
    };

    public static string CurrencyOf(string distributor) => distributor switch
    {
        "NORDHAVN" => "EUR",
        "MERIDIAN-GULF" => "AED",
        "PACIFIC-ARC" => "SGD",
        _ => "USD",
    };

    /// <param name="number">Place of the row in its distributor's files of the season.</param>
    public string[] ToRow(int number) =>
    [
        Distributor,
        string.Create(CultureInfo.InvariantCulture, $"{SoldOn:yyMM}-{number:00000}"),
        Cell.Of(SoldOn),
        Reseller,
        Firm,
        Seller,
        Sku,
        Cell.Of(Quantity),
        Cell.Of(NetAmount, digits: 2),
        Currency,
    ];
}
