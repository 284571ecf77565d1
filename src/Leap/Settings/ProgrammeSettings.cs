namespace Leap.Settings;

/// <summary>The one loyalty programme that this installation runs.</summary>
public sealed record ProgrammeSettings
{
    public string Name { get; init; } = "Leap";

    /// <summary>The vendor who runs the programme, as named in mails and on badges.</summary>
    public string Vendor { get; init; } = "Leap";

    /// <summary>ISO 4217 code of the reporting currency.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>IANA zone in which days end and periods close.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Language of last resort: one of the eight.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Month (1–12) in which each season of twelve months begins.</summary>
    public int SeasonStartMonth { get; init; } = 1;

    /// <summary>Days after a season begins before tiers that two seasons have not earned again lapse.</summary>
    public int TierGraceDays { get; init; } = 90;

    /// <summary>Months that points stay valid; they expire at the end of that month.</summary>
    public int LotMonths { get; init; } = 12;

    /// <summary>Days after the invoice within which a sale can be reported.</summary>
    public int ClaimDays { get; init; } = 45;
}
