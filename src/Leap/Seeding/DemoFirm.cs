namespace Leap.Seeding;

/// <summary>An invented reseller.</summary>
public sealed class DemoFirm
{
    public static readonly string[] Columns = ["code", "name", "country", "city", "language", "tax_id", "tier"];

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Domain of its people's addresses.</summary>
    public required string Domain { get; init; }

    public required Place Place { get; init; }

    public required string City { get; init; }

    public required string Language { get; init; }

    public required string TaxId { get; init; }

    public required string Tier { get; init; }

    /// <summary>Place among all firms by sales, from 0.</summary>
    public required int Rank { get; init; }

    public List<DemoPerson> People { get; } = [];

    public string[] ToRow() => [Code, Name, Place.Country, City, Language, TaxId, Tier];
}
