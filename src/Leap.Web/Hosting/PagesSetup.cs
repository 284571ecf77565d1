using System.Text.Encodings.Web;
using System.Text.Unicode;
using Leap.Data;
using Leap.Ledger;
using Leap.Web.Access;
using Microsoft.Extensions.WebEncoders;

namespace Leap.Web.Hosting;

public static class PagesSetup
{
    /// <summary>
    /// Razor Pages. What a page asks for stands on its model as <see cref="MayAttribute"/>; without it, it asks for a signed-in person.
    /// </summary>
    public static IServiceCollection AddLeapPages(this IServiceCollection services)
    {
        services.AddRouting(o => o.LowercaseUrls = true);
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddRazorPages(o =>
        {
            o.Conventions.AuthorizeFolder("/Manage", AccessSetup.Staff);
            o.Conventions.AllowAnonymousToPage("/Index");
            o.Conventions.AllowAnonymousToPage("/Error");
            o.Conventions.AllowAnonymousToPage("/Badges/Badge");
            o.Conventions.AllowAnonymousToFolder("/SignIn");
            o.Conventions.AllowAnonymousToFolder("/Join");
            o.Conventions.AllowAnonymousToFolder("/Terms");
            o.Conventions.AllowAnonymousToFolder("/Mail");
            o.Conventions.AllowAnonymousToFolder("/Development");
            o.Conventions.AddFolderApplicationModelConvention("/Development", page => page.Filters.Add(new DevelopmentOnly()));
        }).AddMvcOptions(o => o.Filters.Add(new DeclaredHandlers()))
            .AddViewOptions(o => o.HtmlHelperOptions.ClientValidationEnabled = false);
        return services;
    }

    /// <summary>
    /// Designed pages for unknown addresses and for faults; the latter carry the id that the log has. Who was beaten to it by someone else,
    /// or asked for what the ledger refuses by then, is told so.
    /// </summary>
    public static WebApplication UseLeapFaults(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",
            StatusCodeSelector = fault => fault switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                InvalidDataException => StatusCodes.Status400BadRequest,
                _ when fault is LedgerException || Race.IsWhy(fault) => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        return app;
    }
}
