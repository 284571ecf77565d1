using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Leap.Web.Access;

/// <summary>
/// On a page model: opens for someone who proved within the last ten minutes who they are; others are asked to, and then come back.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConfirmedAttribute : Attribute, IResourceFilter
{
    /// <summary>Where to ask who it is, and the way back.</summary>
    public static string AskAt(HttpRequest request) =>
        "/me/confirm" + QueryString.Create("returnUrl", request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString : default));

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var me = context.HttpContext.RequestServices.GetRequiredService<Me>();
        if (!me.IsConfirmed)
        {
            context.Result = new LocalRedirectResult(AskAt(context.HttpContext.Request));
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
