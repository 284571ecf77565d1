using System.Diagnostics;
using Leap.Ledger;
using Leap.Locales;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages;

/// <summary>What a reader sees for an unknown address, a refused request or a fault; a fault shows the id that the log has.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel(Locale locale) : PageModel
{
    [FromRoute]
    public int Status { get; set; }

    /// <summary>Null unless the program is at fault.</summary>
    public string? Id { get; private set; }

    public string Title => locale[$"fault.{Kind}.title"];

    /// <summary>What to do next; what the ledger refused says so itself.</summary>
    public string Text => Fault is LedgerException refused ? locale.Refusal(refused.Refusal) : locale[$"fault.{Kind}.text"];

    private Exception? Fault => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;

    private string Kind => Status switch
    {
        403 => "forbidden",
        404 => "missing",
        409 when Fault is not LedgerException => "raced",
        400 => "stale",
        413 => "large",
        429 => "busy",
        >= 500 => "broken",
        _ => "refused",
    };

    public void OnGet() => Answer();

    public void OnPost() => Answer();

    private void Answer()
    {
        Status = Fault is null ? Status : Response.StatusCode;
        Id = Status >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = Status is >= 400 and < 600 ? Status : 404;
    }
}
