using System.Net;
using System.Text;
using Leap.Web.Tests.Access;

namespace Leap.Web.Tests.Hosting;

/// <summary>Every form that there is, sent by everybody without what its page would have given it.</summary>
[Collection(nameof(Crawl))]
public sealed class PostTests(Crawl crawl)
{
    private const string Fields = "language=de&__RequestVerificationToken=CfDJ8x";

    /// <summary>Routes that take a form from elsewhere, each with its reason.</summary>
    private static readonly Dictionary<string, string> TakesForeignForms = new(StringComparer.Ordinal)
    {
        ["error/{status:int}"] = "says what went wrong with a form, and changes nothing",
    };

    [Fact]
    public async Task Without_its_token_no_form_does_anything()
    {
        var before = await Dump.OfAsync(crawl.Site, GetTests.MayChange);
        var taken = new List<string>();
        var sent = 0;
        foreach (var role in AccessWorld.Roles)
        {
            var client = crawl.ClientOf(role);
            var asks = await crawl.AsksAsync(role);
            foreach (var ask in asks.Where(a => a.Method == HttpMethod.Post && !TakesForeignForms.ContainsKey(a.Pattern)))
            {
                sent++;
                using var form = new StringContent(Fields, Encoding.UTF8, "application/x-www-form-urlencoded");
                var answer = await client.PostAsync(new Uri(ask.Address, UriKind.Relative), form);
                var isAtTheDoor = answer.Headers.Location?.OriginalString.Contains("/sign-in?", StringComparison.Ordinal) == true;
                if (!isAtTheDoor && (int)answer.StatusCode is not (400 or 403 or 404 or 405 or 429))
                {
                    taken.Add($"{role}: {ask.Address} answered {(int)answer.StatusCode}");
                }
            }
        }

        Assert.True(sent > 600, $"Only {sent} forms.");
        Assert.Empty(taken);
        Assert.Empty(Dump.Changes(before, await Dump.OfAsync(crawl.Site, GetTests.MayChange)));
    }

    [Fact]
    public async Task A_page_without_a_form_refuses_one_that_has_a_token()
    {
        var client = crawl.Site.Visitor();

        var answer = await client.PostAsync("/", await client.PageAsync("/"), ("a", "b"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task The_letter_zero_is_refused_wherever_it_stands()
    {
        var client = crawl.ClientOf("seller");
        var page = await client.PageAsync("/sales/log");

        var form = await client.PostAsync("/sales/log", page, ("Input.Customer", "Lumen\0Print"));

        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await client.StatusAsync("/sales?q=a%00b"));
        Assert.Equal(HttpStatusCode.BadRequest, await crawl.ClientOf("manager").StatusAsync("/manage/people?q=%00"));
    }

    [Fact]
    public async Task A_field_that_is_sent_twice_is_no_fault()
    {
        var client = crawl.Site.Visitor();
        var page = await client.PageAsync("/sign-in");

        var link = await client.PostAsync(
            "/sign-in?handler=Link&handler=Demo", page, ("Input.Email", "p1@firm.example"), ("Input.Email", "p2@firm.example"));
        var language = await client.PostAsync("/language?language=pl", page, ("language", "de"), ("language", "fr"), ("returnUrl", "//a"));

        Assert.InRange((int)link.StatusCode, 200, 499);
        Assert.Equal(HttpStatusCode.BadRequest, language.StatusCode);
    }

    [Theory]
    [InlineData(3_000, 3, HttpStatusCode.BadRequest)]
    [InlineData(2, 400_000, HttpStatusCode.BadRequest)]
    [InlineData(2, 1_100_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_form_with_too_many_or_too_long_values_is_refused(int fields, int letters, HttpStatusCode status)
    {
        var client = crawl.Site.Visitor();
        var page = await client.PageAsync("/sign-in");
        var values = Enumerable.Range(0, fields).Select(i => ($"field{i}", new string('a', letters))).ToArray();

        var answer = await client.PostAsync("/sign-in", page, values);

        Assert.Equal(status, answer.StatusCode);
    }
}
