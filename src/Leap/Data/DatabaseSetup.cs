using Leap.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Data;

public static class DatabaseSetup
{
    /// <summary>Registers <see cref="LeapDb"/>, pooled, on the engine that the connection string names.</summary>
    public static IServiceCollection AddLeapDb(this IServiceCollection services, LeapSettings settings) =>
        services.AddDbContextPool<LeapDb>(options => Configure(options, settings));

    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, LeapSettings settings)
    {
        options.ConfigureWarnings(w => w.Ignore(
            RelationalEventId.PendingModelChangesWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        return settings.UsesPostgres
            ? options.UseNpgsql(settings.ConnectionString)
            : options.UseSqlite(settings.ConnectionString, ListsAsOneParameter).AddInterceptors(new SqlitePragmas());
    }

    /// <summary>A list that a query asks for is one parameter however long it is, so that the statement stays the same.</summary>
    private static void ListsAsOneParameter(SqliteDbContextOptionsBuilder sqlite) =>
        sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
}
