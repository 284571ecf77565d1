using System.Globalization;
using System.Text;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Statements;
using Leap.Seeding;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Tests.Seeding;

/// <summary>The small demo on a database of its own.</summary>
internal sealed class Season : IAsyncDisposable
{
    /// <summary>What is random by design, or tells when the test ran.</summary>
    private static readonly string[] Unsteady = ["public_id", "secret_hash", "security_stamp", "concurrency_stamp"];

    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private Season(TestDatabase database)
    {
        this.database = database;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new FixedClock(DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture)))
            .AddSingleton(Languages.Load(database.Settings, strict: true, NullLogger<Languages>.Instance))
            .AddLeap(database.Settings)
            .BuildServiceProvider();
    }

    public LeapSettings Settings => database.Settings;

    public static async Task<Season> OnAsync(Engine engine) => new(await engine.CreateAsync());

    public LeapDb OpenDb() => database.Open();

    public async Task<DemoResult> PlayAsync(IProgress<DemoProgress>? progress = null, CancellationToken cancel = default)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DemoSeason>().RunAsync(DemoSize.Small, progress, cancel);
    }

    /// <summary>Plays until a step has come so far, and is cut off there.</summary>
    public async Task CutAsync(DemoStep step, int done)
    {
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PlayAsync(new Cutter(step, done, cut), cut.Token));
    }

    public async Task<VerifyLedger.Report> VerifyAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<VerifyBooks>().RunAsync(asOf: null, onProgress: null, CancellationToken.None);
    }

    /// <summary>All rows of all tables but the jobs' book, a line each.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync()
    {
        await using var db = OpenDb();
        await db.Database.OpenConnectionAsync();
        var lines = new List<string>();
        var types = db.Model.GetEntityTypes().Where(t => t.GetTableName() != "job_runs" && !t.IsMappedToJson());
        foreach (var type in types.OrderBy(t => t.GetTableName(), StringComparer.Ordinal))
        {
            lines.AddRange(await RowsAsync(db, type));
        }

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task<List<string>> RowsAsync(LeapDb db, IEntityType type)
    {
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        var columns = type.GetProperties().Select(p => p.GetColumnName(table)!).Except(Unsteady).ToList();
        var keys = type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table.Name} ORDER BY {string.Join(", ", keys)}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder(table.Name);
            for (var i = 0; i < columns.Count; i++)
            {
                row.Append('|').Append(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i));
            }

            rows.Add(row.ToString());
        }

        return rows;
    }

    private sealed class Cutter(DemoStep step, int done, CancellationTokenSource cut) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Step == step && value.Done >= done)
            {
                cut.Cancel();
            }
        }
    }
}
