using Leap.Awards;
using Leap.Members;
using Leap.Promotions;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Awards;

public sealed class VerifyAccrualsTests
{
    [Theory]
    [InlineData("UPDATE accruals SET carried = '2/3'", "expected 1/3, found 2/3")]
    [InlineData("DELETE FROM accruals", "expected 1/3, found 0")]
    [InlineData("UPDATE awards SET accrued = '0'", "expected 0, found 1/3")]
    public async Task Names_a_fraction_that_was_changed_by_hand(string change, string named)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var (person, promotion) = await AccrueAsync(stage);
        Assert.Null(await VerifyAsync(stage));

        await using var db = stage.OpenDb();
        await db.Database.ExecuteSqlRawAsync(change);

        Assert.Equal($"fraction of person {person} under promotion {promotion}: carried, {named}", await VerifyAsync(stage));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Is_content_with_what_was_accrued(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await AccrueAsync(stage);

        Assert.Null(await VerifyAsync(stage));
    }

    private static Task<string?> VerifyAsync(Stage stage) =>
        stage.RunAsync<VerifyAccruals, string?>(verify => verify.RunAsync(CancellationToken.None));

    /// <summary>A third of a point waits for somebody.</summary>
    private static async Task<(long PersonId, long PromotionId)> AccrueAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        var person = await db.People.OrderBy(p => p.Id).Select(p => p.Id).FirstAsync();
        var firm = await db.Firms.OrderBy(f => f.Id).Select(f => f.Id).FirstAsync();
        var promotion = await db.Promotions.OrderBy(p => p.Id).Select(p => p.Id).FirstAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO awards (key, person_id, firm_id, activity, source_id, promotion_id, promotion_version, points, units,
                                reversed_points, earned_on, state, waiting_days, reasons, accrued)
            VALUES ('test/third', {person}, {firm}, 'Sale', 999999, {promotion}, 1, 0, 1,
                    0, {Stage.On("2026-03-01")}, 'Available', 0, '[]', '1/3')
            """);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO accruals (person_id, promotion_id, carried) VALUES ({person}, {promotion}, '1/3')");
        return (person, promotion);
    }
}
