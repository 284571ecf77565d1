using System.Globalization;
using System.Text.RegularExpressions;
using Leap.Browser.Tests.Browsers;
using Leap.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Leap.Browser.Tests;

/// <summary>What Leap is for, in a real browser from one end to the other: Jan, who reads Polish, learns and sells; Mia approves.</summary>
public sealed partial class MainStoryTests(LiveSite site) : IClassFixture<LiveSite>
{
    private static readonly string[] Options = ["Alpha", "Bravo", "Charlie", "Delta"];

    [ChromiumFact]
    public async Task A_seller_learns_and_sells_and_sees_points_badge_and_standing_and_gets_two_mails()
    {
        var jan = await site.SignInAsync("seller", "pl");
        await PassTheQuizAsync(jan);
        Assert.Contains("60", await jan.InnerTextAsync("main"), StringComparison.Ordinal);
        await jan.GotoAsync("/badges");
        await Assertions.Expect(jan.GetByText("First step").First).ToBeVisibleAsync();
        Assert.Equal((60, 0), await PointsAsync(jan));

        await LogASaleAsync(jan);
        Assert.Equal((60, 1018), await PointsAsync(jan));
        var before = await StandingAsync(jan);

        var mia = await site.SignInAsync("manager", "en");
        await ApproveAsync(mia);

        Assert.Equal((1078, 0), await PointsAsync(jan));
        Assert.Equal((60L, 1078L), (before, await StandingAsync(jan)));
        await AssertMailsInPolishAsync();
    }

    private static async Task PassTheQuizAsync(IPage page)
    {
        await page.GotoAsync("/courses/TEST-BASICS");
        await page.ClickAsync("form[action*='/quiz'] button");
        for (var i = 0; i < 3; i++)
        {
            // The story's right answer to question n is option n modulo 4.
            var question = int.Parse(Digits.Match(await page.InnerTextAsync("h1")).Value, CultureInfo.InvariantCulture);
            await page.GetByText(Options[question % 4], new PageGetByTextOptions { Exact = true }).ClickAsync();
            await page.ClickAsync(".quiz-actions .is-primary");
        }

        await page.ClickAsync(".quiz-actions .is-primary");
        await ArriveAsync(page, ResultAddress);
    }

    private static async Task LogASaleAsync(IPage page)
    {
        await page.GotoAsync("/sales/log");
        await page.FillAsync("[name='Input.Customer']", "Wawel Clinic");
        await page.FillAsync("[name='Input.InvoiceNumber']", "FV/2026/1187");
        await page.FillAsync("[name='Input.Lines[0].Product']", "R2240-16C-128");
        await page.FillAsync("[name='Input.Lines[0].Quantity']", "2");
        await page.FillAsync("[name='Input.Lines[0].UnitPrice']", "8000");
        await page.ClickAsync("[data-add]");
        await page.FillAsync("[name='Input.Lines[1].Product']", "HC-PLUS-3Y");
        await page.FillAsync("[name='Input.Lines[1].Quantity']", "2");
        await page.FillAsync("[name='Input.Lines[1].UnitPrice']", "800,00");
        await page.ClickAsync("form[data-log-sale] .button.is-primary");
        await ArriveAsync(page, SaleAddress);
    }

    private static async Task ApproveAsync(IPage page)
    {
        await page.GotoAsync("/manage/sales");
        await page.ClickAsync(".queue-title a:has-text('FV/2026/1187')");
        await page.ClickAsync("form[action*='Approve'] button");
        await Assertions.Expect(page.Locator(".notice.is-success")).ToContainTextAsync("FV/2026/1187");
    }

    /// <summary>Looks at the address itself: waiting for the event of a load can miss one that was quicker.</summary>
    private static Task ArriveAsync(IPage page, Regex address) =>
        Assertions.Expect(page).ToHaveURLAsync(address, new() { Timeout = LiveSite.PatienceMilliseconds });

    /// <summary>Available and pending, from the dashboard's own figures.</summary>
    private static async Task<(long Available, long Pending)> PointsAsync(IPage page)
    {
        await page.GotoAsync("/home");
        return (await FigureAsync(page, "[data-figure=available]"), await FigureAsync(page, "[data-figure=pending]"));
    }

    /// <summary>What the board of the month says the reader has.</summary>
    private static async Task<long> StandingAsync(IPage page)
    {
        await page.GotoAsync("/boards");
        return await FigureAsync(page, "[data-figure=own-points]");
    }

    private static async Task<long> FigureAsync(IPage page, string selector) =>
        long.Parse(await page.Locator(selector).First.GetAttributeAsync("value") ?? "", CultureInfo.InvariantCulture);

    private async Task AssertMailsInPolishAsync()
    {
        var mails = new List<MailBox.Opened>();
        for (var tries = 0; tries < 60 && mails.Count < 2; tries++)
        {
            await Task.Delay(500);
            mails = await site.UseAsync(async services =>
            {
                var box = services.GetRequiredService<MailBox>();
                var found = new List<MailBox.Opened>();
                foreach (var row in await box.ListAsync(100, CancellationToken.None))
                {
                    if (await box.FindAsync(row.Id, CancellationToken.None) is { } mail
                        && mail.Text.Contains("Jan Wójcik", StringComparison.Ordinal))
                    {
                        found.Add(mail);
                    }
                }

                return found;
            });
        }

        Assert.Equal(2, mails.Count);
        Assert.All(mails, mail => Assert.Equal("pl", mail.Headers["Content-Language"]));
        Assert.Contains(mails, mail => mail.Text.Contains("First step", StringComparison.Ordinal));
        Assert.Contains(mails, mail => mail.Text.Contains("FV/2026/1187", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Digits { get; }

    [GeneratedRegex(@"/result/\d+", RegexOptions.None, 1000)]
    private static partial Regex ResultAddress { get; }

    [GeneratedRegex(@"/sales/\d+", RegexOptions.None, 1000)]
    private static partial Regex SaleAddress { get; }
}
