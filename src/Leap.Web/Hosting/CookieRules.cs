using Leap.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Leap.Web.Hosting;

/// <summary>
/// Makes each cookie one that no script reads and no other host sets: with https its name begins with `__Host-`, which browsers take from
/// this very host by https alone. A cookie for scripts, or one for several hosts, there is not.
/// </summary>
internal sealed class CookieRules(LeapSettings settings) :
    IPostConfigureOptions<CookieAuthenticationOptions>,
    IPostConfigureOptions<AntiforgeryOptions>,
    IPostConfigureOptions<CookieTempDataProviderOptions>
{
    public const string HostPrefix = "__Host-";

    /// <summary>The name under which a cookie travels.</summary>
    public static string Name(string name, bool isHttps) => isHttps ? HostPrefix + name : name;

    public void PostConfigure(string? name, CookieAuthenticationOptions options) =>
        Harden(options.Cookie, options.Cookie.Name ?? name ?? "sign-in", SameSiteMode.Lax);

    /// <summary>The framework would forbid foreign frames by an older header of its own; the policy does already.</summary>
    public void PostConfigure(string? name, AntiforgeryOptions options)
    {
        Harden(options.Cookie, "form", SameSiteMode.Strict);
        options.SuppressXFrameOptionsHeader = true;
    }

    public void PostConfigure(string? name, CookieTempDataProviderOptions options) => Harden(options.Cookie, "note", SameSiteMode.Lax);

    private void Harden(CookieBuilder cookie, string name, SameSiteMode sameSite)
    {
        var bare = name.StartsWith(HostPrefix, StringComparison.Ordinal) ? name[HostPrefix.Length..] : name;
        cookie.Name = Name(bare, settings.IsHttps);
        cookie.HttpOnly = true;
        cookie.SameSite = cookie.SameSite == SameSiteMode.Strict ? SameSiteMode.Strict : sameSite;
        cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Path = "/";
        cookie.Domain = null;
    }
}
