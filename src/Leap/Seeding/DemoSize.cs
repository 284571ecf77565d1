namespace Leap.Seeding;

/// <summary>How large the demo programme is. Money is in whole units of the reporting currency.</summary>
public sealed record DemoSize(int Firms, int People, int Completions, int Invoices, decimal Revenue, int SellOutRows)
{
    /// <summary>The programme that Leap is modelled on.</summary>
    public static DemoSize Full { get; } = new(
        Firms: 700, People: 5_000, Completions: 30_000, Invoices: 10_500, Revenue: 238_000_000m, SellOutRows: 6_000);

    /// <summary>About a hundredth of it, for tests and quick looks.</summary>
    public static DemoSize Small { get; } = new(
        Firms: 12, People: 60, Completions: 300, Invoices: 120, Revenue: 2_380_000m, SellOutRows: 60);

    /// <summary>Salespeople outside the programme whose sales distributors report.</summary>
    public int Outsiders => People * 7 / 10;

    /// <summary>People with at least one module.</summary>
    public int Learners => People * 92 / 100;
}
