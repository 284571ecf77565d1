using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Leap.Benchmarks.Ledger;

/// <summary>A migrated database of its own, gone when disposed. Raw programs write into the same tables, indexes and triggers.</summary>
internal sealed class Books : IAsyncDisposable
{
    private const int PooledContexts = 256;

    private static readonly string Server = Environment.GetEnvironmentVariable("LEAP_TEST_POSTGRES") ?? "";

    private readonly string folder = Directory.CreateTempSubdirectory("leap-benchmark-").FullName;
    private readonly string? database;
    private readonly PooledDbContextFactory<LeapDb> contexts;

    private Books(bool isPostgres)
    {
        database = isPostgres ? "leap_benchmark_" + Guid.NewGuid().ToString("N") : null;
        Settings = new LeapSettings
        {
            DataFolder = folder,
            Database = isPostgres ? $"{Server};Database={database};Command Timeout=600" : "",
        };
        Calendar = new Calendar(TimeProvider.System, Settings);
        var options = new DbContextOptionsBuilder<LeapDb>();
        DatabaseSetup.Configure(options, Settings);
        contexts = new PooledDbContextFactory<LeapDb>(options.Options, PooledContexts);
    }

    public static bool HasPostgres => Server.Length > 0;

    public LeapSettings Settings { get; }

    public Calendar Calendar { get; }

    public string Folder => folder;

    public static Task<Books> OnSqliteAsync() => CreateAsync(isPostgres: false);

    public static Task<Books> OnPostgresAsync() => CreateAsync(isPostgres: true);

    /// <summary>A context from the pool, as each request gets one.</summary>
    public LeapDb Open() => contexts.CreateDbContext();

    /// <summary>As an operation that writes nothing else does it: a context from the pool, the entries, and all on the disk.</summary>
    public async Task PostAsync(IReadOnlyList<NewEntry> entries)
    {
        await using var db = Open();
        await new Journal(db, Calendar, Settings).PostAloneAsync(entries, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Write.CloseFile(Settings.ConnectionString);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        if (database is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunOnServerAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        }
    }

    private static async Task<Books> CreateAsync(bool isPostgres)
    {
        var books = new Books(isPostgres);
        if (books.database is { } name)
        {
            await RunOnServerAsync($"CREATE DATABASE {name}");
        }

        await using var db = books.Open();
        await new Upgrade(db, books.Settings).RunAsync(CancellationToken.None);
        return books;
    }

    private static async Task RunOnServerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
