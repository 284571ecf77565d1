using System.Threading.RateLimiting;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Leap.Web.Access;

public static class AccessSetup
{
    /// <summary>Policy: a member of a firm today.</summary>
    public const string Participant = "participant";

    /// <summary>Policy: a manager of the programme.</summary>
    public const string Manager = "manager";

    /// <summary>Rate limit of what anyone may ask without being signed in.</summary>
    public const string SignInLimit = "sign-in";

    public static IServiceCollection AddLeapAccess(this IServiceCollection services, LeapSettings settings)
    {
        services.AddDataProtection()
            .SetApplicationName("leap")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        services.AddIdentityCore<Person>(o => o.User.RequireUniqueEmail = true)
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonPrincipal>();
        services.AddScoped<IUserStore<Person>, UserOnlyStore<Person, LeapDb, long>>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, o =>
        {
            o.Cookie.Name = settings.PublicUrl.StartsWith("https:", StringComparison.Ordinal) ? "__Host-leap" : "leap";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.HttpOnly = true;
            o.ExpireTimeSpan = TimeSpan.FromDays(14);
            o.LoginPath = "/sign-in";
            o.AccessDeniedPath = "/error/404";
            o.ReturnUrlParameter = "returnUrl";
            o.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        services.AddScoped<Me>();
        services.AddScoped<IAuthorizationHandler, MeHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Participant, p => p.AddRequirements(new MeRequirement(me => me.IsParticipant)))
            .AddPolicy(Manager, p => p.AddRequirements(new MeRequirement(me => me.IsManager)));
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                $"{context.Request.Method} {context.Connection.RemoteIpAddress}",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = HttpMethods.IsPost(context.Request.Method) ? 20 : 300,
                    Window = TimeSpan.FromMinutes(1),
                }));
            o.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
        });
        return services;
    }

    /// <summary>
    /// Authentication, then <see cref="Me"/>, then authorisation; someone whose account is gone or suspended is signed out.
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
            }

            await next(context);
        });
        app.UseAuthorization();
        app.UseRateLimiter();
        return app;
    }
}
