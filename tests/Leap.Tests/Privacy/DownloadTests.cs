using System.IO.Compression;
using System.Text.Json;
using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Privacy;
using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Privacy;

public sealed class DownloadTests
{
    /// <summary>What holds figures and codes alone, so that no word of it can be marked.</summary>
    private static readonly string[] WithoutWords =
    [
        "sign-in-tokens", "passkeys", "recovery-codes", "second-factor", "downloads", "erasures", "mail-deliveries", "modules-passed",
        "scores", "board-places", "awards", "fractions", "accounts", "points", "expiry-dates", "statements", "audit-records",
        "books-closed", "memberships", "terms-published", "firm-domains", "bounces",
    ];

    /// <summary>What nobody on this stage does.</summary>
    private static readonly string[] WithoutRows =
        ["sign-in-tokens", "passkeys", "recovery-codes", "second-factor", "erasures", "fractions", "books-closed"];

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task It_holds_the_mark_of_every_table_with_words_and_rows_of_every_other(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);

        using var data = JsonDocument.Parse(await marked.JsonAsync(marked.Anna));

        foreach (var table in PersonalData.Tables)
        {
            var rows = data.RootElement.GetProperty(table.Name);
            var hasRows = !WithoutRows.Contains(table.Name, StringComparer.Ordinal);
            Assert.True(rows.GetArrayLength() > 0 || !hasRows, $"{table.Name} is empty");
            var hasMark = rows.GetRawText().Contains(Marked.Mark, StringComparison.OrdinalIgnoreCase);
            Assert.True(hasMark || WithoutWords.Contains(table.Name, StringComparer.Ordinal), $"{table.Name} lacks the mark");
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Nothing_of_it_is_in_anybody_else_s_download_and_no_secret_in_any(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);
        var jan = await marked.Stage.PersonAsync("Jan Wójcik");

        Assert.DoesNotContain(Marked.Mark, await marked.JsonAsync(jan), StringComparison.OrdinalIgnoreCase);
        var own = await marked.JsonAsync(marked.Anna);
        Assert.DoesNotContain("Mia", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", own, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_zip_has_a_table_each_a_page_in_the_person_s_language_and_no_formulas()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);
        await using (var db = marked.Stage.OpenDb())
        {
            await db.Sales.Where(s => s.PersonId == marked.Anna).ExecuteUpdateAsync(set => set.SetProperty(s => s.Note, "=1+1"));
        }

        using var file = new MemoryStream();
        await marked.RunAsync<PersonalFile, int>(async personal =>
        {
            await personal.WriteZipAsync(file, marked.Anna, Languages.Load().For("en"), CancellationToken.None);
            return 0;
        });

        using var zip = new ZipArchive(file);
        Assert.Equal(
            PersonalData.Tables.Select(t => t.Name + ".csv").Append("data.json").Append("readme.txt").Order(StringComparer.Ordinal),
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Contains("Sales that you reported", await TextAsync(zip, "readme.txt"), StringComparison.Ordinal);
        Assert.Contains("'=1+1", await TextAsync(zip, "sales.csv"), StringComparison.Ordinal);
        var profile = (await TextAsync(zip, "profile.csv")).TrimStart('\uFEFF');
        Assert.StartsWith("number,name,latin_name,email", profile, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task One_that_is_asked_for_comes_by_a_link_that_works_once_for_its_person_until_its_day(Engine engine)
    {
        await using var marked = await Marked.SetAsync(engine);
        Assert.Equal(1, await WriteAsync(marked));
        Assert.Equal(0, await WriteAsync(marked));
        var secret = await SecretAsync(marked);

        Assert.Equal(FetchDownload.Refusal.NotValid, (await FetchAsync(marked, marked.Mia, secret)).Refusal);
        Assert.Equal(FetchDownload.Refusal.NotValid, (await FetchAsync(marked, marked.Anna, secret + "x")).Refusal);
        await using (var file = (await FetchAsync(marked, marked.Anna, secret)).Value)
        {
            await using var zip = new ZipArchive(file);
            Assert.NotNull(zip.GetEntry("data.json"));
        }

        Assert.Equal(FetchDownload.Refusal.NotValid, (await FetchAsync(marked, marked.Anna, secret)).Refusal);
        Assert.Empty(Directory.GetFiles(Path.Combine(marked.Stage.Folder, "downloads")));
    }

    [Fact]
    public async Task What_nobody_fetched_is_removed()
    {
        await using var marked = await Marked.SetAsync(Engine.Sqlite);
        await WriteAsync(marked);
        var secret = await SecretAsync(marked);
        marked.Stage.MoveTo("2026-12-09");

        Assert.Equal(FetchDownload.Refusal.NotValid, (await FetchAsync(marked, marked.Anna, secret)).Refusal);
        await WriteAsync(marked);

        Assert.Empty(Directory.GetFiles(Path.Combine(marked.Stage.Folder, "downloads")));
    }

    private static Task<int> WriteAsync(Marked marked) =>
        marked.RunAsync<WriteDownloads, int>(downloads => downloads.RunAsync(CancellationToken.None));

    private static Task<Outcome<FileStream, FetchDownload.Refusal>> FetchAsync(Marked marked, long personId, string secret) =>
        marked.RunAsync<FetchDownload, Outcome<FileStream, FetchDownload.Refusal>>(
            fetch => fetch.RunAsync(personId, secret, CancellationToken.None));

    private static async Task<string> SecretAsync(Marked marked)
    {
        await using var db = marked.Stage.OpenDb();
        var body = await db.Messages.Where(m => m.Kind == "download-ready").Select(m => m.Body).SingleAsync();
        return JsonDocument.Parse(body).RootElement.GetProperty("Secret").GetString()!;
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
