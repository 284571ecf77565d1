using Leap.Data;
using Leap.Members;
using Leap.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Leap.Web.Access;

public static class PasskeySetup
{
    /// <summary>How long a browser may take to answer.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Passkeys belong to the host of <see cref="LeapSettings.PublicUrl"/>, and answers are taken from that address alone, never from
    /// inside another site's page.
    /// </summary>
    public static IServiceCollection AddLeapPasskeys(this IServiceCollection services, LeapSettings settings)
    {
        var site = new Uri(settings.PublicUrl);
        var origin = site.GetLeftPart(UriPartial.Authority);
        services.AddScoped<IUserStore<Person>, UserOnlyStore<
            Person, LeapDb, long, IdentityUserClaim<long>, IdentityUserLogin<long>, IdentityUserToken<long>, Passkey>>();
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.AddScoped<PasskeyCeremony>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.ServerDomain = site.Host;
            o.AuthenticatorTimeout = AnswerWithin;
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
            o.AttestationConveyancePreference = "none";
            o.ValidateOrigin = asked => ValueTask.FromResult(
                !asked.CrossOrigin && string.Equals(asked.Origin, origin, StringComparison.OrdinalIgnoreCase));
        });
        return services;
    }
}
