using System.Globalization;

namespace Leap.Benchmarks;

/// <summary>One row of the table: two programs beside each other, and what ours must reach.</summary>
/// <param name="Theirs">What ours is held against, in <paramref name="Unit"/>.</param>
/// <param name="Ratio">Ours by theirs.</param>
/// <param name="Bar">The least ratio, or the most when <paramref name="IsCeiling"/>.</param>
internal sealed record Line(string Work, double Theirs, double Ours, string Unit, double Ratio, double Bar, bool IsCeiling = false)
{
    private const int WorkWidth = 62;

    public static string Header => $"{"work".PadRight(WorkWidth)} {"beside",12} {"Leap",12}  {"ratio",7} {"bar",8}";

    public bool IsMet => IsCeiling ? Ratio <= Bar : Ratio >= Bar;

    private string Verdict => IsMet ? "met" : "MISSED";

    /// <summary>More a second is better.</summary>
    public static Line Rates(string work, double theirs, double ours, double bar) => new(work, theirs, ours, "/s", ours / theirs, bar);

    /// <summary>Less is better.</summary>
    public static Line Costs(string work, double theirs, double ours, string unit, double bar) =>
        new(work, theirs, ours, unit, ours / theirs, bar, IsCeiling: true);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Work.PadRight(WorkWidth)} {Say(Theirs),12} {Say(Ours),12}  {Ratio,7:0.00} {(IsCeiling ? "<=" : ">="),3}{Bar,5:0.0#}  {Verdict}");

    private string Say(double value) => value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture) + Unit;
}
