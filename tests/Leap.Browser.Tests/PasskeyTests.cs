using System.Text.RegularExpressions;
using Leap.Access;
using Leap.Browser.Tests.Browsers;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Leap.Browser.Tests;

public sealed partial class PasskeyTests(LiveSite site) : IClassFixture<LiveSite>
{
    /// <summary>Whom the development sign-in offers as seller in English.</summary>
    private const string Seller = "Ben Carter";

    [ChromiumFact]
    public async Task A_passkey_is_added_signs_in_and_signs_in_no_more_once_removed()
    {
        var page = await site.SignInAsync("seller", "en");
        var device = await VirtualAuthenticator.PlugInAsync(page);
        await AddAsync(page, "Blue laptop");
        Assert.Equal(1, await device.CountAsync());

        await SignOutAsync(page);
        await PressAsync(page);
        await Assertions.Expect(page.Locator(".avatar")).ToBeVisibleAsync();
        await page.GotoAsync("/me/security/passkeys");
        await Assertions.Expect(page.Locator("#passkeys")).Not.ToContainTextAsync("Not yet");
        Assert.Equal(1, await SessionsByPasskeyAsync());

        await page.ClickAsync("text=Blue laptop");
        await page.FillAsync("#name", "Red laptop");
        await page.ClickAsync("text=Save the name");
        await page.ClickAsync("#passkeys >> text=Red laptop");
        await page.ClickAsync("summary:has-text('Remove this passkey')");
        await page.ClickAsync(".confirm-body button");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("No passkey yet");

        await SignOutAsync(page);
        await PressAsync(page);
        await Assertions.Expect(page.Locator(".notice.is-warning")).ToContainTextAsync("isn’t known here");
        Assert.Equal(["PasskeyAdded", "PasskeyRemoved"], await NoticesAsync());
    }

    [ChromiumFact]
    public async Task A_manager_who_comes_with_a_passkey_owes_no_code()
    {
        var page = await site.SignInAsync("manager", "en");
        await VirtualAuthenticator.PlugInAsync(page);
        await AddAsync(page, "Desk");

        await SignOutAsync(page);
        await PressAsync(page);
        await Assertions.Expect(page.Locator(".avatar")).ToBeVisibleAsync();

        await page.GotoAsync("/manage/sales");
        await Assertions.Expect(page).ToHaveURLAsync(Sales);
    }

    [ChromiumFact]
    public async Task A_device_that_does_not_recognise_its_person_is_refused_by_the_browser_and_by_the_site()
    {
        var page = await site.SignInAsync("firm-admin", "en");
        var device = await VirtualAuthenticator.PlugInAsync(page);
        await AddAsync(page, "Shared tablet");
        await SignOutAsync(page);

        await device.RecogniseAsync(false);
        await PressAsync(page);
        await Assertions.Expect(page.Locator("[data-passkey] [role=alert]")).ToContainTextAsync("No passkey was used");

        // Someone who changes what the site asks for gets an answer from the browser, but none from the site.
        await page.RouteAsync("**/sign-in/passkey/options", async route =>
        {
            var answer = await route.FetchAsync();
            var asked = (await answer.TextAsync()).Replace("\"required\"", "\"discouraged\"", StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = asked });
        });
        await PressAsync(page);
        await Assertions.Expect(page.Locator(".notice.is-warning")).ToContainTextAsync("didn’t ask for your PIN");
        await page.GotoAsync("/me/security");
        await Assertions.Expect(page).ToHaveURLAsync(SignIn);
    }

    /// <summary>The virtual device takes up the offer by itself, which a person does by choosing from the list below the field.</summary>
    [ChromiumFact]
    public async Task A_passkey_is_offered_where_the_address_is_typed()
    {
        var page = await site.SignInAsync("seller", "de");
        await VirtualAuthenticator.PlugInAsync(page);
        await AddAsync(page, "Handy");
        await SignOutAsync(page);

        await page.GotoAsync("/sign-in?returnUrl=/points");

        await Assertions.Expect(page).ToHaveURLAsync(Points);
    }

    [ChromiumFact]
    public async Task Without_script_nothing_is_offered_that_could_not_work()
    {
        var page = await site.OpenAsync(hasScript: false);
        await page.GotoAsync("/sign-in");

        await Assertions.Expect(page.Locator("[data-passkey]")).ToBeHiddenAsync();
    }

    private static async Task AddAsync(IPage page, string name)
    {
        await page.GotoAsync("/me/security/passkeys");
        await page.ClickAsync("a[href$='/passkeys/add']");
        await page.FillAsync("#name", name);
        await page.ClickAsync("[data-passkey] button");
        await Assertions.Expect(page.Locator("#passkeys")).ToContainTextAsync(name);
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.ClickAsync("summary:has(.avatar)");
        await page.ClickAsync("form[action='/sign-out'] button");
        await Assertions.Expect(page.Locator(".avatar")).ToBeHiddenAsync();
    }

    /// <summary>By the button alone: see <see cref="A_passkey_is_offered_where_the_address_is_typed"/>.</summary>
    private static async Task PressAsync(IPage page)
    {
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        await page.GotoAsync("/sign-in");
        await page.ClickAsync("[data-passkey] button");
    }

    private Task<int> SessionsByPasskeyAsync() => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var ben = await Leap.Tests.Story.PersonAsync(db, Seller);
        return await db.Sessions.CountAsync(s => s.PersonId == ben && s.Method == SignInMethod.Passkey && s.IsFull);
    });

    /// <summary>Which changes the seller was mailed.</summary>
    private Task<List<string>> NoticesAsync() => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var ben = await Leap.Tests.Story.PersonAsync(db, Seller);
        var keys = await db.Messages.Where(m => m.Kind == SecurityNoticeMail.Kind && m.Key.Contains($"/security/{ben}/"))
            .OrderBy(m => m.Id).Select(m => m.Key).ToListAsync();
        return keys.ConvertAll(key => key.Split('/')[3]);
    });

    [GeneratedRegex("/manage/sales$", RegexOptions.None, 1000)]
    private static partial Regex Sales { get; }

    [GeneratedRegex("/points$", RegexOptions.None, 1000)]
    private static partial Regex Points { get; }

    [GeneratedRegex("/sign-in", RegexOptions.None, 1000)]
    private static partial Regex SignIn { get; }
}
