using Microsoft.Playwright;

namespace Leap.Browser.Tests.Browsers;

/// <summary>
/// The machine's Chromium: `LEAP_TEST_CHROMIUM`, else Debian's. Without one a browser test is skipped with a reason, unless
/// `LEAP_REQUIRE_ALL=1` says that a skip is a failure.
/// </summary>
public static class Chromium
{
    private const string Debian = "/usr/bin/chromium";

    private const string HowToGetOne = $"Install Debian's package (it comes to {Debian}) or set LEAP_TEST_CHROMIUM to the program's path.";

    private static readonly string? Program = Find();

    /// <summary>Null when a browser test must run.</summary>
    internal static string? WhyNot => Program is not null || Variable("LEAP_REQUIRE_ALL") == "1"
        ? null
        : "There is no Chromium. " + HowToGetOne;

    /// <summary>A browser without a window. The sandbox is off for the root user, who may not have one.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Program
            ?? throw new InvalidOperationException("There is no Chromium, and LEAP_REQUIRE_ALL=1 forbids a skip. " + HowToGetOne),
        ChromiumSandbox = !Environment.IsPrivilegedProcess,
        Args = ["--disable-dev-shm-usage", "--disable-gpu"],
    });

    private static string? Find()
    {
        var path = Variable("LEAP_TEST_CHROMIUM") ?? Debian;
        return File.Exists(path) ? path : null;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
