using Microsoft.AspNetCore.Authorization;

namespace Leap.Web.Access;

/// <summary>Asks something of the signed-in person.</summary>
internal sealed record MeRequirement(Func<Me, bool> IsMet) : IAuthorizationRequirement;

internal sealed class MeHandler(Me me) : AuthorizationHandler<MeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MeRequirement requirement)
    {
        if (me.IsSignedIn && requirement.IsMet(me))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
