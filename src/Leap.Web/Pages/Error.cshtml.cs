using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages;

/// <summary>What a reader sees for an unknown address, a refused request or a fault; a fault shows the id that the log has.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    [FromRoute]
    public int Status { get; set; }

    /// <summary>Null unless the program is at fault.</summary>
    public string? Id { get; private set; }

    public string TitleKey => $"fault.{Kind}.title";

    public string TextKey => $"fault.{Kind}.text";

    private string Kind => Status switch
    {
        404 => "missing",
        400 => "stale",
        429 => "busy",
        >= 500 => "broken",
        _ => "refused",
    };

    public void OnGet() => Answer();

    public void OnPost() => Answer();

    private void Answer()
    {
        Id = Status >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = Status is >= 400 and < 600 ? Status : 404;
    }
}
