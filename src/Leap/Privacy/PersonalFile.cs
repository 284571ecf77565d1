using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using Leap.Data;
using Leap.Locales;

namespace Leap.Privacy;

/// <summary>
/// Writes all that is stored about one person: a zip of one CSV a table, the same as JSON, and a page in the reader's language that says
/// what each file is. Rows are written as they are read, so its size costs no memory.
/// </summary>
public sealed class PersonalFile(LeapDb db, Programmes.Calendar calendar)
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteZipAsync(Stream file, long personId, Locale locale, CancellationToken cancel)
    {
        await using var moment = await db.BeginSnapshotAsync(cancel);
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
        await using (var readme = await OpenAsync(zip, "readme.txt", cancel))
        {
            await readme.WriteAsync(Encoding.UTF8.GetBytes(Readme(locale)), cancel);
        }

        foreach (var table in PersonalData.Tables)
        {
            await using var csv = await OpenAsync(zip, table.Name + ".csv", cancel);
            await WriteCsvAsync(csv, table, personId, cancel);
        }

        await using var json = await OpenAsync(zip, "data.json", cancel);
        await WriteTablesAsync(json, personId, cancel);
    }

    public async Task WriteJsonAsync(Stream file, long personId, CancellationToken cancel)
    {
        await using var moment = await db.BeginSnapshotAsync(cancel);
        await WriteTablesAsync(file, personId, cancel);
    }

    private static async Task<Stream> OpenAsync(ZipArchive zip, string name, CancellationToken cancel) =>
        await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);

    private async Task WriteCsvAsync(Stream file, PersonalTable table, long personId, CancellationToken cancel)
    {
        var options = new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        await using var csv = CsvWriter.Create(file, options, leaveOpen: true);
        await csv.WriteRecordAsync([.. table.Columns], cancel);
        await foreach (var row in table.ReadAsync(db, personId, cancel))
        {
            await csv.WriteRecordAsync(Array.ConvertAll(row, Text), cancel);
        }
    }

    private async Task WriteTablesAsync(Stream file, long personId, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(file, Json);
        json.WriteStartObject();
        json.WriteString("written_at", Text(calendar.Now));
        foreach (var table in PersonalData.Tables)
        {
            json.WriteStartArray(table.Name);
            await foreach (var row in table.ReadAsync(db, personId, cancel))
            {
                WriteRow(json, table.Columns, row);
                await json.FlushAsync(cancel);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<string> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            json.WritePropertyName(columns[i]);
            switch (row[i])
            {
                case null:
                    json.WriteNullValue();
                    break;
                case bool yes:
                    json.WriteBooleanValue(yes);
                    break;
                case long or int or short:
                    json.WriteNumberValue(Convert.ToInt64(row[i], CultureInfo.InvariantCulture));
                    break;
                default:
                    json.WriteStringValue(Text(row[i]));
                    break;
            }
        }

        json.WriteEndObject();
    }

    private string Readme(Locale locale)
    {
        var text = new StringBuilder();
        text.AppendLine(locale["data.readme.title"]).AppendLine();
        text.AppendLine(locale.Text("data.readme.text", ("moment", locale.Moment(calendar.Now, calendar.Zone)))).AppendLine();
        foreach (var table in PersonalData.Tables)
        {
            text.Append(table.Name).Append(".csv: ").AppendLine(locale[$"data.table.{table.Name}"]);
        }

        return text.AppendLine().AppendLine(locale["data.readme.absent"]).ToString();
    }

    /// <summary>The invariant form, which means the same everywhere; instants are UTC.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "yes" : "no",
        DateTime at => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
