using System.Security.Claims;
using Leap.Access;
using Leap.Settings;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;

namespace Leap.Web.Access;

internal static class DirectorySetup
{
    private const string Page = "/sign-in/directory?why=";

    /// <summary>Sign-in with the vendor's own directory, where the settings name one.</summary>
    public static IServiceCollection AddLeapDirectory(this IServiceCollection services, LeapSettings settings)
    {
        services.AddSingleton<DirectoryMetadata>();
        if (!settings.Access.OpenId.IsOn)
        {
            return services;
        }

        services.AddAuthentication().AddOAuth<OAuthOptions, DirectoryHandler>(DirectoryHandler.SchemeName, o => Set(o, settings));
        return services;
    }

    private static void Set(OAuthOptions options, LeapSettings settings)
    {
        var openId = settings.Access.OpenId;
        options.ClientId = openId.ClientId;
        options.ClientSecret = openId.ClientSecret.Length > 0
            ? openId.ClientSecret
            : File.ReadLines(openId.ClientSecretFile).First().Trim();

        // The framework wants some addresses at once; the handler sets those that the directory gives.
        options.AuthorizationEndpoint = openId.Authority;
        options.TokenEndpoint = openId.Authority;
        options.CallbackPath = DirectoryHandler.Callback;
        options.SignInScheme = IdentityConstants.ApplicationScheme;
        options.UsePkce = true;
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        options.CorrelationCookie.Name = CookieRules.Name("leap-directory.", settings.IsHttps);
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.Path = "/";
        options.Events.OnTicketReceived = context => AdmitAsync(context, openId);
        options.Events.OnRemoteFailure = context =>
        {
            var isDown = context.Failure is HttpRequestException or TaskCanceledException;
            context.Response.Redirect(Page + (isDown ? "unreachable" : "not-proved"));
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static async Task AdmitAsync(TicketReceivedContext context, OpenIdSettings openId)
    {
        var services = context.HttpContext.RequestServices;
        var cancel = context.HttpContext.RequestAborted;
        var who = context.Principal!;
        var outcome = await services.GetRequiredService<UseDirectory>().RunAsync(
            new UseDirectory.Voucher(
                who.FindFirstValue("iss")!,
                who.FindFirstValue("sub")!,
                who.FindFirstValue("email") ?? "",
                string.Equals(who.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)),
            cancel);
        var target = outcome.Refusal is { } refusal
            ? Page + refusal
            : await services.GetRequiredService<Entrance>().AdmitAsync(
                context.HttpContext, outcome.Value, SignInMethod.Directory, context.ReturnUri, ProvesBoth(who, openId), cancel);
        context.Response.Redirect(target);
        context.HandleResponse();
    }

    private static bool ProvesBoth(ClaimsPrincipal who, OpenIdSettings openId)
    {
        var values = openId.SecondFactorValues.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return who.Claims.Any(c => c.Type is "amr" or "acr" && values.Contains(c.Value, StringComparer.Ordinal));
    }
}
