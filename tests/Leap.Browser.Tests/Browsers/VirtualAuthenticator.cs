using Microsoft.Playwright;

namespace Leap.Browser.Tests.Browsers;

/// <summary>A device that keeps passkeys, inside Chromium, for one page.</summary>
public sealed class VirtualAuthenticator
{
    private readonly ICDPSession session;
    private readonly string id;

    private VirtualAuthenticator(ICDPSession session, string id)
    {
        this.session = session;
        this.id = id;
    }

    /// <summary>A device that recognises its person at once.</summary>
    public static async Task<VirtualAuthenticator> PlugInAsync(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
        };
        var made = await devices.SendAsync("WebAuthn.addVirtualAuthenticator", Arguments(("options", options)));
        return new VirtualAuthenticator(devices, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <param name="recognises">Whether PIN, finger or face are right from now on.</param>
    public Task RecogniseAsync(bool recognises) =>
        session.SendAsync("WebAuthn.setUserVerified", Arguments(("authenticatorId", id), ("isUserVerified", recognises)));

    public async Task<int> CountAsync()
    {
        var answer = await session.SendAsync("WebAuthn.getCredentials", Arguments(("authenticatorId", id)));
        return answer!.Value.GetProperty("credentials").EnumerateArray().Count();
    }

    private static Dictionary<string, object> Arguments(params (string Name, object Value)[] all) =>
        all.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
}
