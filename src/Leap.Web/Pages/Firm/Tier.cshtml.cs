using Leap.Members;
using Leap.Programmes;
using Leap.Tiers;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Firm;

/// <summary>The tier of one's own firm: until when it is safe, and exactly what the next one still asks for.</summary>
[May(Permission.Learn)]
public sealed class TierModel(TierOutlook outlook, Me me, Calendar calendar) : PageModel
{
    public TierOutlook.View Firm { get; private set; } = null!;

    public Period Season { get; } = calendar.Season(calendar.Today);

    public async Task OnGetAsync(CancellationToken cancel) => Firm = await outlook.OfAsync(me.FirmId, cancel);
}
