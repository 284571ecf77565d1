using System.Text;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Leap.Data;

/// <summary>The one database, SQLite or PostgreSQL. Features map their own tables and offer them by extension properties.</summary>
public sealed class LeapDb(DbContextOptions<LeapDb> options) : DbContext(options)
{
    public bool IsPostgres => Database.ProviderName!.Contains("Npgsql", StringComparison.Ordinal);

    /// <summary>
    /// Begins the one transaction of an operation. SQLite has one writer: callers queue here, in order, rather than at the file's lock.
    /// Disposed without <see cref="Write.CommitAsync"/>, all is rolled back and nothing stays tracked. Begun inside another, it is a part
    /// of that one: it can be rolled back by itself, and what it commits stands or falls with the outer.
    /// </summary>
    public Task<Write> BeginWriteAsync(CancellationToken cancel) => Write.BeginAsync(this, cancel);

    /// <summary>Begins a transaction in which every read sees the same moment; it holds up no writer.</summary>
    public Task<Snapshot> BeginSnapshotAsync(CancellationToken cancel) => Snapshot.BeginAsync(this, cancel);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LeapDb).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().Where(t => !t.IsMappedToJson()).SelectMany(t => t.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcInstants>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(60);
        configurationBuilder.Properties<LocalizedText>().HaveConversion<LocalizedTexts>();
    }

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private sealed class UtcInstants() : ValueConverter<DateTime, DateTime>(
        written => written.Kind == DateTimeKind.Utc ? written : DateTime.SpecifyKind(written, DateTimeKind.Utc),
        read => DateTime.SpecifyKind(read, DateTimeKind.Utc));

    private sealed class LocalizedTexts() : ValueConverter<LocalizedText, string>(
        written => written.ToJson(),
        read => LocalizedText.FromJson(read));
}
