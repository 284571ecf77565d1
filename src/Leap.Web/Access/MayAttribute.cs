using Leap.Members;
using Microsoft.AspNetCore.Authorization;

namespace Leap.Web.Access;

/// <summary>
/// The permission that a page or an endpoint asks for. Where looking and acting differ, <see cref="Act"/> is what a POST asks for besides.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MayAttribute(Permission look) : AuthorizeAttribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    private Permission? act;

    public Permission Look => look;

    public Permission Act
    {
        get => act ?? look;
        set => act = value;
    }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <param name="method">Of the request.</param>
    public bool Admits(Me me, string method) => me.May(look) && (IsLook(method) || me.May(Act));

    private static bool IsLook(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}

internal sealed class MayHandler(Me me) : AuthorizationHandler<MayAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayAttribute requirement)
    {
        if (context.Resource is HttpContext http && requirement.Admits(me, http.Request.Method))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
