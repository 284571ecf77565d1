namespace Leap.Seeding;

/// <summary>An invented person: a participant, or, without a firm, one of the programme's staff.</summary>
public sealed class DemoPerson
{
    public static readonly string[] Columns =
        ["email", "name", "country", "language", "firm", "personas", "from", "board_name", "alias", "staff"];

    public required string Email { get; init; }

    public required string Name { get; init; }

    public required string Country { get; init; }

    public required string Language { get; init; }

    public DemoFirm? Firm { get; init; }

    public IReadOnlyList<string> Personas { get; init; } = [];

    public required DateOnly FromOn { get; init; }

    public string BoardName { get; init; } = "name";

    public string Alias { get; init; } = "";

    /// <summary>As imports write the role; empty for participants.</summary>
    public string Staff { get; init; } = "";

    public bool IsSeller => Personas.Contains("seller", StringComparer.Ordinal);

    public string[] ToRow() =>
    [
        Email, Name, Country, Language, Firm?.Code ?? "", string.Join('|', Personas), Cell.Of(FromOn), BoardName, Alias,
        Staff,
    ];
}
