using Leap.Courses;
using Leap.Data;
using Leap.Leaderboards;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Leaderboards;

public sealed class BoardTests
{
    private static readonly Board November = new(BoardScope.Programme, "", BoardKind.Both, "2026-11");

    [Theory]
    [InlineData(new long[] { 50, 40, 40, 30 }, new[] { 1, 2, 2, 4 })]
    [InlineData(new long[] { 9, 9, 9 }, new[] { 1, 1, 1 })]
    [InlineData(new long[0], new int[0])]
    public void Ties_share_a_place_and_the_next_is_skipped(long[] points, int[] ranks) => Assert.Equal(ranks, Ranks.Of(points));

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_board_shows_ties_the_viewer_and_the_way_to_the_next_place(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await LearnAsync(stage, "2026-11-11", (jan, 1), (await stage.PersonAsync("Ben Carter"), 1), (await stage.PersonAsync("王伟"), 2),
            (await stage.PersonAsync("Luis Ortega"), 3));

        var view = await ViewAsync(stage, November, jan);

        Assert.Equal([1, 2, 3, 4, 4], view.Top.Select(p => p.Rank));
        Assert.Equal((4, 60L), (view.Own!.Rank, view.Own.Points));
        Assert.Equal(140, view.ToNext);
        Assert.False(view.IsFrozen);
    }

    [Fact]
    public async Task Groups_under_five_people_show_no_board_but_each_their_own_place()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await LearnAsync(stage, "2026-11-11", (jan, 1));

        var view = await ViewAsync(stage, November, jan);

        Assert.True(view.IsTooSmall);
        Assert.Empty(view.Top);
        Assert.Equal(2, view.Own!.Rank);
    }

    [Fact]
    public async Task Who_wants_to_be_hidden_is_seen_by_nobody_else_and_an_alias_stands_for_a_name()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var ben = await stage.PersonAsync("Ben Carter");
        await LearnAsync(
            stage, "2026-11-11", (jan, 1), (ben, 1), (await stage.PersonAsync("王伟"), 2), (await stage.PersonAsync("Luis Ortega"), 3));
        await using var db = stage.OpenDb();
        await db.People.Where(p => p.Id == jan).ExecuteUpdateAsync(s => s.SetProperty(p => p.BoardName, BoardName.Hidden));
        await db.People.Where(p => p.Id == ben)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.BoardName, BoardName.Alias).SetProperty(p => p.Alias, "Falcon"));

        var view = await ViewAsync(stage, November, ben);

        Assert.Null(view.Top.Single(p => p.PersonId == jan).Name);
        Assert.Equal("Falcon", view.Top.Single(p => p.PersonId == ben).Name);
        Assert.Equal("Jan Wójcik", (await ViewAsync(stage, November, jan)).Own!.Name);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_frozen_month_does_not_move_and_later_points_of_it_count_in_the_current_one(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await LearnAsync(stage, "2026-09-10", (jan, 1));
        stage.MoveTo("2026-11-20");
        // The month of September and its quarter.
        Assert.Equal(2, await FreezeAsync(stage, "2026-11-20"));
        Assert.Equal(0, await FreezeAsync(stage, "2026-11-20"));

        await LearnAsync(stage, "2026-09-12", (jan, 2));

        await using var db = stage.OpenDb();
        var frozen = db.FrozenStandings.Where(s => s.Period == "2026-09" && s.PersonId == jan);
        Assert.Equal(60, await frozen.Select(s => s.Total).SingleAsync());
        Assert.Equal(60, await db.Scores.Where(s => s.Period == "2026-09" && s.PersonId == jan).Select(s => s.Total).SingleAsync());
        Assert.Equal(200, await db.Scores.Where(s => s.Period == "2026-11" && s.PersonId == jan).Select(s => s.Total).SingleAsync());
        Assert.Equal(260, await db.Scores.Where(s => s.Period == "2026-S" && s.PersonId == jan).Select(s => s.Total).SingleAsync());
    }

    private static Task<BoardView> ViewAsync(Stage stage, Board board, long viewerId) =>
        stage.RunAsync<Standings, BoardView>(s => s.ViewAsync(board, viewerId, CancellationToken.None));

    private static Task<int> FreezeAsync(Stage stage, string asOf) =>
        stage.RunAsync<FreezeBoards, int>(f => f.RunAsync(Stage.On(asOf), CancellationToken.None));

    private static Task LearnAsync(Stage stage, string day, params (long PersonId, long ModuleId)[] passes) =>
        stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(r => r.RunAsync(
            [.. passes.Select(p => new NewCompletion(p.PersonId, p.ModuleId, Stage.On(day), 100))], CancellationToken.None));
}
