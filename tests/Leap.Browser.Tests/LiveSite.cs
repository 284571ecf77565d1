using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Leap.Browser.Tests.Browsers;
using Leap.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Leap.Browser.Tests;

/// <summary>The whole program with its jobs on a loopback port, telling <see cref="Story"/>, and a browser to use it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The test framework calls IAsyncLifetime's DisposeAsync.")]
public sealed class LiveSite : IAsyncLifetime
{
    /// <summary>For a machine that runs all the other tests at the same time.</summary>
    internal const int PatienceMilliseconds = 30_000;

    private readonly string folder = Directory.CreateTempSubdirectory("leap-browser-").FullName;
    private readonly int port = FreePort();
    private Host? host;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>By name, for passkeys belong to names only.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    public async Task InitializeAsync()
    {
        if (Chromium.WhyNot is not null)
        {
            return;
        }

        host = new Host(folder, Address);
        host.UseKestrel(port);
        host.StartServer();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await Leap.Tests.Story.TellAsync(scope.ServiceProvider);
        }

        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    /// <summary>A page of a browser with no cookies, in English unless the person's language says otherwise.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool hasScript = true)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            Locale = "en",
            ColorScheme = scheme,
            JavaScriptEnabled = hasScript,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await context.NewPageAsync();
    }

    public async Task<IPage> SignInAsync(string role, string language, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync(width, scheme);
        await page.GotoAsync("/sign-in");
        await page.SelectOptionAsync("#demo-language", language);
        await page.ClickAsync($"button[name=role][value={role}]");
        await Assertions.Expect(page.Locator(".avatar")).ToBeVisibleAsync(new() { Timeout = PatienceMilliseconds });
        return page;
    }

    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = host!.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Host(string folder, string address) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Leap:Demo", "false");
            builder.UseSetting("Leap:DataFolder", folder);
            builder.UseSetting("Leap:PublicUrl", address);
            builder.UseSetting("Leap:Programme:TimeZone", "Europe/Amsterdam");
            builder.UseSetting("Leap:Web:RequestsPerMinute", "1000000");
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
        }
    }
}
