using Leap.Audit;
using Leap.Awards;
using Leap.Data;
using Leap.Joining;
using Leap.Leaderboards;
using Leap.Members;
using Leap.Mergers;
using Leap.Sales;
using Leap.Tests.Engines;
using Leap.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Mergers;

/// <summary>Nordlicht becomes a part of Brightwater.</summary>
public sealed class MergeFirmsTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task People_and_open_sales_go_over_decided_ones_stay_and_no_point_moves(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var before = await stage.BalanceAsync(anna);

        var extent = (await MergeAsync(stage, 1, 2)).Value;

        Assert.Equal(new MergeFirms.Extent(Members: 6, Sales: 1, SalesLeft: 0, SellOut: 0, SalesDecided: 1, Aliases: 0), extent);
        await using var db = stage.OpenDb();
        Assert.Equal(1, await db.Sales.Where(s => s.State == SaleState.Approved).Select(s => s.FirmId).SingleAsync());
        Assert.Equal(2, await db.Sales.Where(s => s.InvoiceNumber == "INV-2").Select(s => s.FirmId).SingleAsync());
        Assert.All(await db.Memberships.Select(m => m.FirmId).ToListAsync(), firm => Assert.Equal(2, firm));
        var open = await db.Sales.Where(s => s.InvoiceNumber == "INV-2").Select(s => s.Id).SingleAsync();
        Assert.All(
            await db.Awards.Where(a => a.Activity == Activity.Sale && a.SourceId == open).ToListAsync(), a => Assert.Equal(2, a.FirmId));
        Assert.Equal(before, await stage.BalanceAsync(anna));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Fact]
    public async Task An_open_sale_that_both_reported_is_decided_where_it_is()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await using (var db = stage.OpenDb())
        {
            await db.Sales.Where(s => s.InvoiceNumber == "A-77")
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.InvoiceKey, InvoiceKey.Of("INV-2")));
        }

        var extent = (await MergeAsync(stage, 1, 2)).Value;

        Assert.Equal((0, 1), (extent.Sales, extent.SalesLeft));
    }

    [Fact]
    public async Task The_preview_says_what_happens_and_does_nothing()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);

        var preview = await stage.RunAsync<MergeFirms, Outcome<MergeFirms.Extent, MergeFirms.Refusal>>(
            merge => merge.PreviewAsync(1, 2, CancellationToken.None));

        await using (var db = stage.OpenDb())
        {
            Assert.Equal(6, await db.Memberships.CountAsync(m => m.FirmId == 1));
        }

        Assert.Equal(preview.Value, (await MergeAsync(stage, 1, 2)).Value);
    }

    [Fact]
    public async Task A_firm_is_never_a_part_of_itself_nor_of_its_own_part()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await MergeAsync(stage, 1, 2);

        Assert.Equal(MergeFirms.Refusal.SameFirm, (await MergeAsync(stage, 2, 2)).Refusal);
        Assert.Equal(MergeFirms.Refusal.AlreadyMerged, (await MergeAsync(stage, 1, 2)).Refusal);
        Assert.Equal(MergeFirms.Refusal.IntoAMergedFirm, (await MergeAsync(stage, 2, 1)).Refusal);
        Assert.Equal(MergeFirms.Refusal.NoSuchFirm, (await MergeAsync(stage, 2, 99)).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_two_firms_that_merge_into_each_other_at_once_one_stays(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);

        var outcomes = await Task.WhenAll(Task.Run(() => MergeAsync(stage, 1, 2)), Task.Run(() => MergeAsync(stage, 2, 1)));

        Assert.Single(outcomes, o => o.Refusal is null);
    }

    [Fact]
    public async Task An_import_that_names_the_old_code_finds_the_firm_and_leaves_the_old_name_alone()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await MergeAsync(stage, 1, 2);

        await using var db = stage.OpenDb();
        Assert.Equal(2, (await db.FirmsByCodeAsync(CancellationToken.None))["f-1"].Id);
        Assert.Equal(2, (await db.FindFirmAsync(" F-1 ", CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task A_firm_that_had_parts_takes_them_along()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await using (var db = stage.OpenDb())
        {
            db.Add(new Firm { Code = "F-3", Name = "Third", Country = "DE", Language = "de" });
            await db.SaveChangesAsync();
        }

        await MergeAsync(stage, 1, 2);
        await MergeAsync(stage, 2, 3);

        await using var after = stage.OpenDb();
        Assert.Equal(3, (await after.FindFirmAsync("F-1", CancellationToken.None))!.Id);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Who_wants_to_join_and_the_domains_go_over_and_neither_stands_there_twice(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await using (var db = stage.OpenDb())
        {
            db.AddRange(Domain(1, "both.example", Stage.On("2026-11-01")), Domain(1, "ours.example", Stage.On("2026-11-01")));
            db.AddRange(Domain(2, "both.example", confirmedOn: null), Request(1, "kim@both.example"), Request(2, "kim@both.example"));
            db.Add(Request(1, "lou@ours.example"));
            await db.SaveChangesAsync();
        }

        await MergeAsync(stage, 1, 2);

        await using var after = stage.OpenDb();
        var domains = await after.FirmDomains.OrderBy(d => d.Domain).ToListAsync();
        Assert.Equal(
            [(2, "both.example", true), (2, "ours.example", true)], domains.Select(d => (d.FirmId, d.Domain, d.ConfirmedAt != null)));
        var requests = await after.JoinRequests.OrderBy(r => r.Address).ToListAsync();
        Assert.Equal([(2, "kim@both.example"), (2, "lou@ours.example")], requests.Select(r => (r.FirmId, r.Address)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Its_points_of_open_periods_stand_for_the_firm_that_stays_and_so_do_those_that_come_later(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await MergeAsync(stage, 1, 2);

        await stage.UseAsync(async services =>
        {
            var db = (LeapDb)services.GetService(typeof(LeapDb))!;
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            var today = ((Leap.Programmes.Calendar)services.GetService(typeof(Leap.Programmes.Calendar))!).Today;
            await ((Scores)services.GetService(typeof(Scores))!).AddAsync(
                [new Scores.Change(PersonId: 2, FirmId: 1, today, Learning: 5, Selling: 0)], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return 0;
        });

        await using var after = stage.OpenDb();
        Assert.NotEmpty(await after.Scores.ToListAsync());
        Assert.False(await after.Scores.AnyAsync(s => s.FirmId == 1));
    }

    [Fact]
    public async Task The_night_gives_it_no_tier_any_more()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await MergeAsync(stage, 1, 2);

        var rows = await stage.UseAsync(services => ((TierProgress)services.GetService(typeof(TierProgress))!)
            .OnAsync(Stage.On("2026-11-22"), firmId: null, CancellationToken.None));

        Assert.Equal(2, Assert.Single(rows).FirmId);
    }

    [Fact]
    public async Task It_is_in_the_audit_log()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);

        await MergeAsync(stage, 1, 2);

        await using var db = stage.OpenDb();
        var record = await db.AuditRecords.SingleAsync(r => r.Action == AuditAction.FirmsMerged);
        Assert.Equal(("F-1", """{"Firm":1}"""), (record.Label, record.Before));
        Assert.Equal("""{"Firm":2,"Members":6,"Sales":1}""", record.After);
    }

    private static FirmDomain Domain(long firmId, string domain, DateOnly? confirmedOn) => new()
    {
        FirmId = firmId, Domain = domain, AddedById = 11, AddedAt = DateTime.UnixEpoch,
        ConfirmedAt = confirmedOn?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), ConfirmedById = confirmedOn is null ? null : 11,
    };

    private static JoinRequest Request(long firmId, string address) => new()
    {
        FirmId = firmId, Address = address, NormalizedAddress = address.ToUpperInvariant(), Name = "Somebody", Language = "en",
        AskedAt = DateTime.UnixEpoch,
    };

    private static Task<Outcome<MergeFirms.Extent, MergeFirms.Refusal>> MergeAsync(Stage stage, long firmId, long intoId) =>
        stage.RunAsync<MergeFirms, Outcome<MergeFirms.Extent, MergeFirms.Refusal>>(
            merge => merge.RunAsync(firmId, intoId, actorId: 11, CancellationToken.None));
}
