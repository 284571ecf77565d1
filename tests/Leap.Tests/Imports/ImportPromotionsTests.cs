using Leap.Promotions;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class ImportPromotionsTests
{
    private static readonly string File = Checkout.Read("seed-data/demo/promotions.csv");

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_file_launches_promotions_once_and_never_changes_one(Engine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(engine, "baseline/countries.csv", "demo/promotions.csv");

        var again = await desk.ImportTextAsync("promotions", File);
        var changed = await desk.ImportTextAsync(
            "promotions", File.Replace("SPRING,multiplier,2026-04-01", "SPRING,multiplier,2026-04-02", StringComparison.Ordinal));

        Assert.Equal((11, 0), (again.Unchanged, again.Refused));
        Assert.Equal((10, 1), (changed.Unchanged, changed.Refused));
        Assert.Equal("BASE", await desk.ReadAsync(db => db.Promotions.Where(p => p.IsBase).Select(p => p.Code).SingleAsync()));
    }

    [Theory]
    [InlineData("per-unit,2026-06-01,2026-08-31", "magic,2026-06-01,2026-08-31", "rule")]
    [InlineData("per-unit,2026-06-01,2026-08-31", "per-unit,2026-06-01,2026-05-31", "")]
    [InlineData("DE|AT|CH", "DE|XX|CH", "countries")]
    [InlineData("authorized|silver", "authorized|wood", "tiers")]
    public async Task A_promotion_that_makes_no_sense_is_refused(string good, string bad, string column)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportTextAsync("promotions", File.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal((10, column), (report.Added, Assert.Single(report.Bad).Column));
    }
}
