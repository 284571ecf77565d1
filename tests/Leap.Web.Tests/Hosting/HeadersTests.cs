using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Hosting;

/// <summary>Every answer there is carries the headers that keep it from being misused.</summary>
[Collection(nameof(Crawl))]
public sealed partial class HeadersTests(Crawl crawl)
{
    private static readonly string[] FramesOfMails = ["/development/mail/", "/manage/mails/"];

    [Fact]
    public void Everybody_was_answered_by_every_route()
    {
        Assert.True(crawl.Answers.Count > 200, $"Only {crawl.Answers.Count} answers.");
        Assert.Contains(crawl.Answers, a => a.Message.StatusCode == HttpStatusCode.NotFound);
        Assert.Contains(crawl.Answers, a => a.Message.StatusCode == HttpStatusCode.Redirect);
        Assert.DoesNotContain(
            crawl.Answers, a => (int)a.Message.StatusCode >= 500 && !a.Address.StartsWith("/healthz", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_answer_carries_them() => Assert.Empty(crawl.Answers.SelectMany(a => Lacks(a.Message).Select(l => $"{a} {l}")));

    [Fact]
    public void Only_the_page_of_a_mail_may_frame_another() => Assert.All(
        crawl.Answers,
        a => Assert.True(
            Policy(a.Message).Contains("frame-src 'none'", StringComparison.Ordinal)
                || FramesOfMails.Any(frame => a.Address.StartsWith(frame, StringComparison.Ordinal)),
            a.ToString()));

    [Fact]
    public void Each_answer_has_a_nonce_of_its_own_and_its_scripts_carry_it()
    {
        var nonces = crawl.Pages.Select(a => NonceOf().Match(Policy(a.Message)).Groups["nonce"].Value).ToList();

        Assert.Equal(nonces.Count, nonces.Distinct(StringComparer.Ordinal).Count());
        Assert.All(crawl.Pages, a =>
        {
            var nonce = NonceOf().Match(Policy(a.Message)).Groups["nonce"].Value;
            var scripts = Scripts().Matches(a.Body);
            Assert.NotEmpty(scripts);
            Assert.All(scripts, s => Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(s.Value), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_is_made_for_someone_is_kept_by_nobody() => Assert.All(
        crawl.Answers.Where(a => !a.Address.StartsWith("/css/", StringComparison.Ordinal) && !IsFile(a.Address)),
        a => Assert.Equal("no-store", a.Message.Headers.CacheControl?.ToString()));

    [Fact]
    public void Text_says_how_it_is_encoded() => Assert.All(
        crawl.Answers.Where(a => a.Body.Length > 0),
        a =>
        {
            var type = a.Message.Content.Headers.ContentType;
            Assert.NotNull(type);
            Assert.True(type.MediaType == "application/json" || type.CharSet == "utf-8", $"{a}: {type}");
        });

    [Fact]
    public async Task A_file_that_is_asked_for_with_its_version_is_kept_for_good_and_asked_again_has_not_changed()
    {
        var first = await crawl.Site.Visitor().GetAsync(new Uri("/css/base.css?v=1", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("/css/base.css?v=1", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        var second = await crawl.Site.Visitor().SendAsync(again);

        Assert.Contains("immutable", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(Lacks(second));
    }

    [Fact]
    public async Task A_fault_a_refused_form_and_a_body_that_is_too_large_carry_them_too()
    {
        await using var live = crawl.Site.WithWebHostBuilder(b => b.ConfigureTestServices(
            s => s.AddSingleton<IStartupFilter>(new Fault())));
        using var visitor = live.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var large = new StringContent(new string('a', 2_000_000));
        using var form = new FormUrlEncodedContent([]);

        var fault = await visitor.GetAsync(new Uri(Fault.Path, UriKind.Relative));
        var refused = await visitor.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        var tooLarge = await visitor.PostAsync(new Uri("/sign-in", UriKind.Relative), large);

        Assert.Equal(HttpStatusCode.InternalServerError, fault.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.All([fault, refused, tooLarge], a => Assert.Empty(Lacks(a)));
    }

    [Fact]
    public void A_header_that_is_missing_would_be_seen()
    {
        using var bare = new HttpResponseMessage();

        Assert.Equal(7, Lacks(bare).Count());
    }

    private static bool IsFile(string address) =>
        address.StartsWith("/js/", StringComparison.Ordinal) || address.StartsWith("/img/", StringComparison.Ordinal);

    private static string Policy(HttpResponseMessage answer) => Header(answer, "Content-Security-Policy");

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private static IEnumerable<string> Lacks(HttpResponseMessage answer)
    {
        var policy = Policy(answer);
        (string Name, bool IsRight)[] checks =
        [
            ("Content-Security-Policy", new[] { "default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors" }
                .All(part => policy.Contains(part, StringComparison.Ordinal))
                && !policy.Contains("script-src 'self'", StringComparison.Ordinal)),
            ("X-Content-Type-Options", Header(answer, "X-Content-Type-Options") == "nosniff"),
            ("Referrer-Policy", Header(answer, "Referrer-Policy") == "same-origin"),
            ("Permissions-Policy", Header(answer, "Permissions-Policy").Contains("camera=()", StringComparison.Ordinal)),
            ("Cross-Origin-Opener-Policy", Header(answer, "Cross-Origin-Opener-Policy") == "same-origin"),
            ("Cross-Origin-Resource-Policy", Header(answer, "Cross-Origin-Resource-Policy") == "same-origin"),
            ("Cache-Control", Header(answer, "Cache-Control").Length > 0),
            ("no Server", Header(answer, "Server").Length == 0),
            ("no X-Powered-By", Header(answer, "X-Powered-By").Length == 0),
        ];
        return checks.Where(c => !c.IsRight).Select(c => $"lacks {c.Name}");
    }

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NonceOf();

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex Scripts();
}
