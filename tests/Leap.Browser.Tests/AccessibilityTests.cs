using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Leap.Badges;
using Leap.Browser.Tests.Browsers;
using Leap.Data;
using Leap.Mail;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Leap.Browser.Tests;

/// <summary>
/// Every page of the main story by the rules of WCAG 2.2 AA, in English in light and in Arabic in dark, and 320 pixels wide.
/// </summary>
public sealed class AccessibilityTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const int Narrow = 320;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private static readonly string[] Open =
    [
        "/", "/sign-in", "/sign-in/reset", "/sign-in/password?person=1&secret=none", "/sign-in/link?person=1&secret=none", "/no-such-page",
        "/badges/{badge}", "/development/mail", "/mail/{choice}", "/mail/stop/{choice}", "/join", "/join/1?secret=none", "/terms",
    ];

    private static readonly string[] Seller =
    [
        "/home", "/courses", "/courses/TEST-BASICS", "/courses/TEST-SIZING", "/courses/TEST-SIZING/quiz", "/sales", "/sales/log", "/points",
        "/boards", "/badges", "/statements",
        "/me/security", "/me/security/password", "/me/security/second-factor", "/me/security/address", "/me/confirm",
        "/me/security/passkeys", "/me/security/passkeys/add", "/me/security/recovery-codes",
        "/me", "/me/data", "/me/data/erase", "/firm/tier",
    ];

    private static readonly string[] FirmAdmin =
    [
        "/firm", "/firm/invitations", "/firm/invitations/file", "/firm/requests", "/firm/terms",
    ];

    private static readonly string[] Manager =
    [
        "/manage/sales", "/manage/sales/{sale}", "/manage/promotions", "/manage/promotions/new", "/manage/people", "/manage/firms",
        "/manage/operations", "/manage/liability", "/manage/audit",
        "/manage/accounts", "/manage/accounts?q=a", "/manage/accounts/person/1", "/manage/accounts/firm/1",
        "/manage/accounts/promotion/2", "/manage/accounts/programme/issued", "/manage/accounts/entry/1", "/manage/corrections",
        "/manage/corrections/new?person=1",
        "/manage/mails", "/manage/resting", "/manage/people/1/statements",
        "/manage/terms", "/manage/people/import", "/manage/people/1", "/manage/people/1/change", "/manage/people/1/erase",
        "/manage/firms/1", "/manage/firms/1/change", "/manage/firms/1/invitations",
    ];

    [ChromiumTheory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Open_pages(string language, ColorScheme scheme) =>
        await AssertAsync(await site.OpenAsync(scheme: scheme), Open, language);

    [ChromiumTheory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Pages_of_a_seller(string language, ColorScheme scheme)
    {
        var page = await site.SignInAsync("seller", language, scheme: scheme);
        await page.GotoAsync("/courses/TEST-SIZING");
        await page.ClickAsync("form[action*='/quiz'] button");

        await AssertAsync(page, Seller, language);
    }

    [ChromiumTheory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Pages_of_a_firm_admin(string language, ColorScheme scheme) =>
        await AssertAsync(await site.SignInAsync("firm-admin", "en", scheme: scheme), FirmAdmin, language);

    [ChromiumTheory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Pages_of_a_manager(string language, ColorScheme scheme) =>
        await AssertAsync(await site.SignInAsync("manager", language, scheme: scheme), Manager, language);

    private async Task AssertAsync(IPage page, IEnumerable<string> addresses, string language)
    {
        var (badge, sale, choice) = await site.UseAsync(async services =>
        {
            var db = services.GetRequiredService<LeapDb>();
            var seal = await services.GetRequiredService<MailSeals>().ReadAsync(CancellationToken.None);
            return (
                await db.Assertions.Select(a => a.PublicId).FirstAsync(),
                await db.Sales.Where(s => s.State == SaleState.Submitted).Select(s => s.Id).FirstAsync(),
                seal.ForChoice(1, BadgeAwardedMail.Kind));
        });
        var faults = new List<string>();
        foreach (var template in addresses)
        {
            var address = template.Replace("{badge}", badge, StringComparison.Ordinal)
                .Replace("{choice}", choice, StringComparison.Ordinal)
                .Replace("{sale}", $"{sale}", StringComparison.Ordinal);
            await page.SetViewportSizeAsync(1280, 900);
            await page.GotoAsync($"{address}?language={language}");
            var result = await page.RunAxe(Rules);
            faults.AddRange(
                result.Violations.Select(v => $"{address}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
            await page.SetViewportSizeAsync(Narrow, 700);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > Narrow)
            {
                faults.Add($"{address}: {width} pixels wide on a screen of {Narrow}");
            }
        }

        Assert.Empty(faults);
    }
}
