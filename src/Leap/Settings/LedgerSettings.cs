namespace Leap.Settings;

/// <summary>The rules of the ledger that each programme sets for itself.</summary>
public sealed record LedgerSettings
{
    /// <summary>Share of new points that repays a debt, in percent; the rest is available (L9).</summary>
    public int DebtRepaymentPercent { get; init; } = 50;

    /// <summary>Days that points of a cancelled redemption stay valid when their lot has expired meanwhile (L10).</summary>
    public int CancelGraceDays { get; init; } = 30;

    /// <summary>Points that one manager can book on one account in a day without a second person (L13).</summary>
    public long SecondPersonAbovePoints { get; init; } = 5_000;

    /// <summary>What one redeemed point costs the programme, in the reporting currency (L16).</summary>
    public decimal CostPerPoint { get; init; } = 0.01m;

    /// <summary>Share of outstanding points that will never be redeemed, in percent (L16).</summary>
    public int BreakagePercent { get; init; } = 15;
}
