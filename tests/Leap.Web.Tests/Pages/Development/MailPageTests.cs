using System.Net;
using Leap.Access;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Development;

public sealed class MailPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Lists_what_left_and_opens_it_without_a_sign_in()
    {
        var id = await SendAsync("de");
        var subject = site.Services.GetRequiredService<Languages>().For("de")["mail.sign-in.subject"];
        var visitor = site.Visitor("en");

        var list = await visitor.PageAsync("/development/mail");
        var mail = await visitor.PageAsync($"/development/mail/{id}");

        Assert.Equal(subject, list.QuerySelector($"a[href='/development/mail/{id}']")!.TextContent);
        Assert.Contains("German", list.QuerySelector(".mail-list")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(subject, mail.QuerySelector("h1")!.TextContent);
        Assert.Contains("anna@firm.example", mail.QuerySelector(".mail-head")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(mail.QuerySelector(".mail-head a[href*='/sign-in/link']"));
        Assert.True(mail.QuerySelector("iframe")!.HasAttribute("sandbox"));
        Assert.NotEmpty(mail.QuerySelector(".mail-plain")!.TextContent);
    }

    [Fact]
    public async Task The_frame_may_style_itself_and_do_nothing_else()
    {
        var answer = await site.Visitor().GetAsync(new Uri($"/development/mail/{await SendAsync("ar")}/html", UriKind.Relative));

        Assert.Equal(
            [
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; object-src 'none'; "
                + "sandbox; frame-ancestors 'self'",
            ],
            answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("rtl", (await answer.DocumentAsync()).DocumentElement.GetAttribute("dir"));
    }

    [Theory]
    [InlineData("/development/mail/0123456789abcdef0123456789abcdef")]
    [InlineData("/development/mail/..%2fkeys")]
    [InlineData("/development/mail/nothing/html")]
    public async Task What_is_no_mail_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, await site.Visitor().StatusAsync(address));

    [Fact]
    public async Task Outside_development_there_is_no_mail_box()
    {
        await using var live = site.WithWebHostBuilder(b => b.UseEnvironment("Production"));
        using var visitor = live.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync("/development/mail"));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusAsync("/development/mail/0123456789abcdef0123456789abcdef/html"));
    }

    private Task<string> SendAsync(string language) => site.UseAsync(async services =>
    {
        var message = services.GetRequiredService<Outbox>().Owe(
            new SignInLinkMail { Name = "Anna Schmidt", PersonId = 1, Secret = "x" },
            new Recipient(1, "Anna Schmidt", "anna@firm.example", language),
            $"test/{Guid.NewGuid():N}")!;
        using var mail = await services.GetRequiredService<Composer>().ComposeAsync(message, CancellationToken.None);
        await services.GetRequiredService<IMailTransport>().SendAsync(mail, CancellationToken.None);
        return message.HeaderId.Split('@')[0];
    });
}
