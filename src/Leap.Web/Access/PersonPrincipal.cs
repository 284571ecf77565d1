using System.Security.Claims;
using Leap.Members;
using Leap.Web.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Leap.Web.Access;

/// <summary>Puts the person's language into the sign-in's cookie, so that a request knows it without asking the database.</summary>
internal sealed class PersonPrincipal(UserManager<Person> people, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(RequestLanguage.Claim, user.Language));
        return identity;
    }
}
