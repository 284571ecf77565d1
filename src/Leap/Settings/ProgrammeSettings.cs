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

    /// <summary>How long points stay valid (L6).</summary>
    public LotRule LotRule { get; init; } = LotRule.MonthEnd;

    /// <summary>Months that points stay valid under <see cref="LotRule.MonthEnd"/>.</summary>
    public int LotMonths { get; init; } = 12;

    /// <summary>Days that points stay valid after that of their arrival under <see cref="LotRule.Days"/>.</summary>
    public int LotDays { get; init; } = 365;

    /// <summary>Days that points stay valid after the end of their season under <see cref="LotRule.SeasonEnd"/>.</summary>
    public int LotGraceDays { get; init; } = 90;

    /// <summary>Days after the invoice within which a sale can be reported.</summary>
    public int ClaimDays { get; init; } = 45;
}
