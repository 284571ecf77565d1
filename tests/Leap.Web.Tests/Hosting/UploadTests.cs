using System.Net;
using System.Text;
using AngleSharp.Html.Dom;

namespace Leap.Web.Tests.Hosting;

/// <summary>Files as nobody should send them, to the pages that take files.</summary>
[Collection(nameof(Crawl))]
public sealed class UploadTests(Crawl crawl)
{
    private const string Page = "/firm/invitations/file";

    [Fact]
    public async Task A_page_that_takes_files_takes_more_than_a_form_and_not_without_end()
    {
        var large = await SendAsync("people.csv", Encoding.UTF8.GetBytes("email,name\n" + new string('a', 3_000_000)));
        var tooLarge = await SendAsync("people.csv", new byte[40_000_000]);

        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.InRange((int)large.StatusCode, 200, 399);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("..\\..\\windows.csv")]
    [InlineData("<script>alert(1)</script>.csv")]
    [InlineData("=HYPERLINK(\"x\").csv")]
    [InlineData("😀😀😀😀.csv")]
    public async Task An_odd_name_is_shown_as_text_and_opens_nothing(string name)
    {
        var answer = await SendAsync(name, Encoding.UTF8.GetBytes("email\nnew@firm.example\n"));
        var shown = await (await crawl.ClientOf("firm-admin").GetAsync(new Uri(Page, UriKind.Relative))).Content.ReadAsStringAsync();

        Assert.InRange((int)answer.StatusCode, 200, 399);
        Assert.DoesNotContain("<script>alert", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("root:", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MZ\u0090\0\u0003")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>")]
    [InlineData("email\n\0\0\0")]
    public async Task What_is_no_table_of_people_is_refused_in_words(string content)
    {
        await SendAsync("people.csv", Encoding.Latin1.GetBytes(content));

        var answer = await crawl.ClientOf("firm-admin").GetAsync(new Uri(Page, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("root:", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_what_a_file_would_come_to_changes_nothing()
    {
        await SendAsync("people.csv", Encoding.UTF8.GetBytes("email,name\nnew@firm.example,New\n"));
        var before = await Dump.OfAsync(crawl.Site, GetTests.MayChange);

        await crawl.ClientOf("firm-admin").PageAsync(Page);

        Assert.Empty(Dump.Changes(before, await Dump.OfAsync(crawl.Site, GetTests.MayChange)));
    }

    private async Task<HttpResponseMessage> SendAsync(string name, byte[] content)
    {
        var client = crawl.ClientOf("firm-admin");
        IHtmlDocument page = await client.PageAsync(Page);
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(content);
        using var token = new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
        form.Add(token, "__RequestVerificationToken");
        form.Add(file, "file", name.Replace("\"", "%22", StringComparison.Ordinal));
        return await client.PostAsync(new Uri(Page + "?handler=Upload", UriKind.Relative), form);
    }
}
