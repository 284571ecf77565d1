using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Hosting;

/// <summary>How many rows each table has and what they hold together, to see whether anything was changed.</summary>
internal static class Dump
{
    /// <param name="ignored">Columns by table that may change, each declared with its reason where this is called.</param>
    public static Task<SortedDictionary<string, string>> OfAsync(Site site, IReadOnlySet<string> ignored) => site.ReadAsync(async db =>
    {
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync();
        try
        {
            foreach (var name in names)
            {
                tables[name] = await ReadAsync(db, name, ignored);
            }
        }
        finally
        {
            // The context goes back to the pool as it is; a request that got it with an open connection could not write.
            await db.Database.CloseConnectionAsync();
        }

        return tables;
    });

    /// <summary>The tables that are not as they were.</summary>
    public static IEnumerable<string> Changes(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        from table in before
        where !string.Equals(after[table.Key], table.Value, StringComparison.Ordinal)
        select $"{table.Key}: {table.Value} became {after[table.Key]}";

    private static async Task<string> ReadAsync(LeapDb db, string table, IReadOnlySet<string> ignored)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name comes from the model.
        command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Where(i => !ignored.Contains($"{table}.{reader.GetName(i)}"))
                .Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        rows.Sort(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows)));
        return string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows, {Convert.ToHexString(hash)[..16]}");
    }
}
