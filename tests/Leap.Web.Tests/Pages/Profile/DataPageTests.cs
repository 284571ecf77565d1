using System.IO.Compression;
using System.Net;
using Leap.Locales;
using Leap.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Profile;

public sealed class DataPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_page_counts_what_is_stored_and_says_what_an_erasure_does_with_it()
    {
        var client = await site.SignInAsync("seller", "de");
        var german = site.Services.GetRequiredService<Languages>().For("de");

        var page = await client.PageAsync("/me/data");

        var rows = page.QuerySelectorAll("#stored tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains(german["data.table.sales"], StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains(german["data.fate.Pseudonymised"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_download_is_a_zip_with_every_table()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/me/data");

        var answer = await client.PostAsync("/me/data?handler=Zip", page);

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.NotNull(zip.GetEntry("sales.csv"));
        Assert.NotNull(zip.GetEntry("readme.txt"));
    }

    [Fact]
    public async Task JSON_alone_can_be_had_too()
    {
        var client = await site.SignInAsync("firm-admin");
        var page = await client.PageAsync("/me/data");

        var answer = await client.PostAsync("/me/data?handler=Json", page);

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"profile\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_none_is_refused_in_words()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/me/data/file?secret=none");

        var answer = await client.PostAsync("/me/data/file", page, ("Secret", "none"));

        Assert.Contains("This link was used before", (await answer.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_be_erased_takes_the_address_typed_and_can_be_called_off()
    {
        var client = await site.SignInAsync("firm-admin");
        var page = await client.PageAsync("/me/data/erase");
        var wrong = await client.PostAsync("/me/data/erase", page, ("typed", "someone@else.example"));
        Assert.Equal("true", (await wrong.DocumentAsync()).QuerySelector("#typed")!.GetAttribute("aria-invalid"));
        Assert.False(await AnyOpenAsync());

        var address = page.QuerySelector("label[for=typed]")!.TextContent.Split(' ')[1].Trim('\u2068', '\u2069');
        var answer = await client.PostAsync("/me/data/erase", page, ("typed", address));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(await AnyOpenAsync());

        page = await client.PageAsync("/me/data/erase");
        Assert.Null(page.QuerySelector("#typed"));
        await client.PostAsync("/me/data/erase?handler=Cancel", page);
        Assert.False(await AnyOpenAsync());
    }

    [Fact]
    public async Task A_manager_erases_only_with_a_reason_and_the_address()
    {
        var client = await site.SignInAsync("manager");
        var (id, address) = await site.ReadAsync(async db =>
        {
            var jan = await db.Set<Leap.Members.Person>().SingleAsync(p => p.Name == "Jan Wójcik");
            return (jan.Id, jan.Email!);
        });
        var page = await client.PageAsync($"/manage/people/{id}/erase");

        var without = await client.PostAsync($"/manage/people/{id}/erase", page, ("Input.Typed", address), ("Input.IsAtOnce", "true"));
        Assert.Equal("true", (await without.DocumentAsync()).QuerySelector("#Input_Reason")!.GetAttribute("aria-invalid"));

        await client.PostAsync(
            $"/manage/people/{id}/erase",
            page,
            ("Input.Typed", address),
            ("Input.IsAtOnce", "false"),
            ("Input.Reason", "AskedManager"));
        Assert.True(await site.ReadAsync(db => db.Erasures.AnyAsync(e => e.PersonId == id && e.CancelledAt == null)));
    }

    private Task<bool> AnyOpenAsync() =>
        site.ReadAsync(db => db.Erasures.AnyAsync(e => e.Reason == ErasureReason.OwnWish && e.CancelledAt == null));
}
