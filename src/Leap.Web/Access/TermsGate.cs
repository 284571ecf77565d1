using Microsoft.AspNetCore.Authorization;

namespace Leap.Web.Access;

/// <summary>
/// Leads a participant who has yet to agree to the terms in force to where they can, and back afterwards. What is open to everybody stays
/// open, and so does the way out.
/// </summary>
internal static class TermsGate
{
    private const string SignOut = "/sign-out";

    public static Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var isOpen = context.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || request.Path.Equals(SignOut, StringComparison.OrdinalIgnoreCase);
        if (isOpen || !context.RequestServices.GetRequiredService<Me>().OwesTerms)
        {
            return next(context);
        }

        var wanted = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = wanted.Length > 0 ? $"/terms?returnUrl={Uri.EscapeDataString(wanted)}" : "/terms";
        return Task.CompletedTask;
    }
}
