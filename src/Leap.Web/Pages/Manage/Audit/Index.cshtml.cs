using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>Who changed what, when and why.</summary>
[May(Permission.SeeAudit)]
public sealed class IndexModel(LeapDb db, Programmes.Calendar calendar, Locale locale) : PageModel
{
    public const int PageSize = 50;

    private readonly AuditRows rows = new(db, calendar, locale);

    public AuditFilter Filter { get; private set; } = null!;

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public bool IsNewest { get; private set; }

    /// <summary>The address of what came before; null at the end.</summary>
    public string? Older { get; private set; }

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Filter = AuditFilter.Of(Request.Query);
        var after = AuditPlace.Parse(Request.Query["after"]);
        var found = await rows.ReadAsync(Filter, after, PageSize + 1, cancel);
        IsNewest = after is null;
        Rows = [.. found.Take(PageSize)];
        Older = found.Count > PageSize ? Filter.Address(Rows[^1].Place) : null;
    }

    public IActionResult OnGetCsv() => new AuditFile(rows, AuditFilter.Of(Request.Query));
}
