using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Leap.Mail;
using Leap.Members;
using Leap.Web.Tests.Pages.Manage.Corrections;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage.People;

public sealed class ImportPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/people/import";

    private const string People = """
        email,name,country,language,firm,personas,from,board_name,alias,staff
        kim@nordlicht.example,Kim,DE,ar,F-1,seller,2026-11-01,name,,
        bad@nordlicht.example,=1+1,DE,de,F-1,seller,2026-11-01,name,,
        """;

    [Fact]
    public async Task A_manager_looks_at_a_file_then_imports_it_and_invites_the_new_ones_once()
    {
        var mia = await site.MiaAsync();

        await UploadAsync(mia, "people", Encoding.UTF8.GetBytes(People));
        var look = await mia.PageAsync(Address);
        Assert.Contains(site.In("en")["import.reason.formula"], look.Main, StringComparison.Ordinal);
        Assert.Equal(0, await KimsAsync());
        await mia.PostAsync($"{Address}?handler=Run", look, ("subject", "people"), ("invites", "true"));
        Assert.Equal(1, await KimsAsync());
        Assert.Null((await mia.PageAsync(Address)).QuerySelector("input[name=invites]"));

        await UploadAsync(mia, "people", Encoding.UTF8.GetBytes(People));
        await mia.PostAsync($"{Address}?handler=Run", await mia.PageAsync(Address), ("subject", "people"), ("invites", "true"));
        Assert.Equal(1, await site.ReadAsync(db => db.Messages.CountAsync(m => m.Kind == "invitation" && m.Language == "ar")));
    }

    [Fact]
    public async Task A_file_in_another_encoding_or_of_another_subject_is_refused()
    {
        var mia = await site.MiaAsync();

        var other = await UploadAsync(mia, "sales", [65]);
        await UploadAsync(mia, "firms", Encoding.Latin1.GetBytes("code,name\nX,Müller"));

        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Contains(
            site.In("en")["refusal.ImportFile.NotUnicode"], (await mia.PageAsync(Address)).Main, StringComparison.Ordinal);
    }

    private Task<int> KimsAsync() => site.ReadAsync(db => db.People.CountAsync(p => p.Email == "kim@nordlicht.example"));

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string subject, byte[] content)
    {
        var page = await client.PageAsync(Address);
        var token = ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent(subject), "subject" },
            { new ByteArrayContent(content), "file", "people.csv" },
        };
        return await client.PostAsync(new Uri($"{Address}?handler=Upload", UriKind.Relative), form);
    }
}
