using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Leap.Web.Hosting;

/// <summary>
/// A page that takes no forms refuses one; the framework would show it without having loaded anything. A form with the letter zero in it,
/// which no keyboard writes and no database of ours takes in a text, is refused by every page.
/// </summary>
internal sealed class DeclaredHandlers : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (context.HandlerMethod is null && !FrontDoor.IsRead(request))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        }
        else if (request.HasFormContentType && HasZero(request.Form))
        {
            context.Result = new BadRequestResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }

    private static bool HasZero(IFormCollection form) =>
        form.Any(f => HasZero(f.Key) || f.Value.Any(v => HasZero(v ?? ""))) || form.Files.Any(f => HasZero(f.FileName));

    private static bool HasZero(string text) => text.Contains('\0', StringComparison.Ordinal);
}
