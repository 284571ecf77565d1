using Microsoft.Playwright;

namespace Leap.Browser.Tests.Browsers;

public sealed class ChromiumTests
{
    [ChromiumFact]
    public async Task It_starts_and_renders_text()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();

        await page.SetContentAsync("<p lang='ar' dir='rtl'>مرحبا</p>");

        Assert.Equal("مرحبا", await page.InnerTextAsync("p"));
    }
}
