using Leap.Mail;
using Leap.Programmes;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Development.Mail;

/// <summary>The mails that were written to files, newest first.</summary>
public sealed class IndexModel(MailBox mailBox, Calendar calendar) : PageModel
{
    public const int Most = 200;

    public IReadOnlyList<MailBox.Row> Mails { get; private set; } = [];

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task OnGetAsync(CancellationToken cancel) => Mails = await mailBox.ListAsync(Most, cancel);
}
