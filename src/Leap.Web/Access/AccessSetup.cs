using Leap.Access;
using Leap.Data;
using Leap.Keys;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Web.Localization;
using Leap.Web.Pages.Firm;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Leap.Web.Access;

public static class AccessSetup
{
    /// <summary>Policy: a member of a firm today.</summary>
    public const string Participant = "participant";

    /// <summary>Policy: someone of the programme's staff, in whatever role.</summary>
    public const string Staff = "staff";

    /// <summary>Rate limit of what anyone may ask without being signed in.</summary>
    public const string SignInLimit = "sign-in";

    /// <summary>Rate limit of what each view of such a page asks by itself.</summary>
    public const string ViewLimit = "view";

    public static IServiceCollection AddLeapAccess(this IServiceCollection services, LeapSettings settings)
    {
        services.AddLeapKeys(settings);
        services.AddIdentityCore<Person>(o => o.User.RequireUniqueEmail = true)
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonPrincipal>();
        services.AddLeapPasskeys(settings);
        services.AddLeapDirectory(settings);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, o =>
            {
                o.Cookie.Name = "leap";
                o.ExpireTimeSpan = Session.Longest;
                o.SlidingExpiration = false;
                o.LoginPath = "/sign-in";
                o.ReturnUrlParameter = "returnUrl";
                o.Events.OnRedirectToAccessDenied = DenyAsync;
            })
            .AddCookie(Entrance.StepScheme, o => o.Cookie.Name = "leap-step")
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, o =>
            {
                // Where the framework keeps a passkey's challenge until the browser answers.
                o.Cookie.Name = "leap-passkey";
                o.ExpireTimeSpan = PasskeySetup.AnswerWithin;
            });
        services.AddScoped<Entrance>();
        services.AddScoped<Me>();
        services.AddScoped<IAuthorizationHandler, MeHandler>();
        services.AddScoped<IAuthorizationHandler, MayHandler>();
        services.AddScoped<InvitationActions>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Participant, p => p.AddRequirements(new MeRequirement(me => me.IsParticipant)))
            .AddPolicy(Staff, p => p.AddRequirements(new MeRequirement(me => me.Staff is not null)));
        services.AddSignInLimit(settings.Access);
        return services;
    }

    /// <summary>
    /// Authentication, then <see cref="Me"/>, then authorisation; someone whose session is over, or whose account is gone
    /// or suspended, is signed out.
    /// </summary>
    public static WebApplication UseLeapAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (context, next) =>
        {
            if (context.User.Identity?.IsAuthenticated == true)
            {
                var services = context.RequestServices;
                var me = services.GetRequiredService<Me>();
                await me.LoadAsync(
                    context.User, services.GetRequiredService<LeapDb>(), services.GetRequiredService<Calendar>(), context.RequestAborted);
                if (!me.IsSignedIn)
                {
                    await services.GetRequiredService<SignInManager<Person>>().SignOutAsync();
                    context.User = new();
                }
                else if (me.IsSeenLongAgo)
                {
                    await services.GetRequiredService<KeepSession>().RunAsync(me.SessionId, isConfirmed: false, context.RequestAborted);
                }
            }

            await next(context);
        });
        app.UseAuthorization();
        app.Use(TermsGate.PassAsync);
        app.UseRateLimiter();
        return app;
    }

    /// <summary>
    /// What is not one's own does not exist: 404. Only who may look at a page learns by a 403 that acting there is for others. The address
    /// that was asked for answers, with a designed page in the reader's language.
    /// </summary>
    private static Task DenyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        var asked = http.GetEndpoint()?.Metadata.GetMetadata<MayAttribute>();
        var mayLook = asked is not null && http.RequestServices.GetRequiredService<Me>().May(asked.Look);
        http.Response.StatusCode = mayLook ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
