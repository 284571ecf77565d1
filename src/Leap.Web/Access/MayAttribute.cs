using Leap.Members;
using Microsoft.AspNetCore.Authorization;

namespace Leap.Web.Access;

/// <summary>
/// The permission that a page or an endpoint asks for. A POST asks for <see cref="Act"/> besides; without it, a permission that only lets
/// one look admits no POST at all.
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

    private bool IsOnlyToLook => act is null && Permissions.ToLook.Contains(look);

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <param name="method">Of the request.</param>
    public bool Admits(Me me, string method) => me.May(look) && (IsGet(method) || (!IsOnlyToLook && me.May(Act)));

    private static bool IsGet(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
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
