using System.Globalization;
using Leap.Data;
using Leap.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Leap.Tests.Engines;

/// <summary>A real database that belongs to one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static int made;

    private readonly string name;

    private TestDatabase(Engine engine, string name)
    {
        Engine = engine;
        this.name = name;
        var connection = engine == Engine.Postgres ? PostgresConnection(name) : "";
        Folder = Directory.CreateTempSubdirectory("leap-test-").FullName;
        Settings = new LeapSettings { DataFolder = Folder, Database = connection };
    }

    public Engine Engine { get; }

    /// <summary>Files beside the database may go here; it is removed with it.</summary>
    public string Folder { get; }

    public LeapSettings Settings { get; }

    internal string SqliteFile => Path.Combine(Folder, "leap.db");

    public static TestDatabase Create(Engine engine, TestDatabase? like)
    {
        var number = Interlocked.Increment(ref made);
        var database = new TestDatabase(
            engine, string.Create(CultureInfo.InvariantCulture, $"leap_test_{Environment.ProcessId}_{number}_{Guid.NewGuid():N}"));
        if (engine == Engine.Postgres)
        {
            RunOnServer($"CREATE DATABASE {database.name} TEMPLATE {like?.name ?? "template0"}");
        }
        else if (like is not null)
        {
            File.Copy(like.SqliteFile, database.SqliteFile);
        }

        return database;
    }

    /// <summary>A context of its own, as each request and each job has.</summary>
    public LeapDb Open()
    {
        var options = new DbContextOptionsBuilder<LeapDb>();
        DatabaseSetup.Configure(options, Settings);
        return new LeapDb(options.Options);
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits on the spot, since it is also called when the process exits.</summary>
    internal void Drop()
    {
        ReleaseConnections();
        if (Engine == Engine.Postgres)
        {
            RunOnServer($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Closes what the pools hold open, so that the file or the database can be copied.</summary>
    internal void ReleaseConnections()
    {
        if (Engine == Engine.Postgres)
        {
            using var connection = new NpgsqlConnection(Settings.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
        else
        {
            Write.CloseFile(Settings.ConnectionString);
            using var connection = new SqliteConnection(Settings.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private static string PostgresConnection(string database)
    {
        var server = Needs.Postgres
            ?? throw new InvalidOperationException("LEAP_TEST_POSTGRES is not set, and LEAP_REQUIRE_ALL=1 forbids a skip.");
        return new NpgsqlConnectionStringBuilder(server)
        {
            Database = database,
            MaxPoolSize = 60,
            CommandTimeout = 120,
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    private static void RunOnServer(string statement)
    {
        using var connection = new NpgsqlConnection(PostgresConnection("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
