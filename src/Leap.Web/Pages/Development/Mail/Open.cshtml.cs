using System.Text.RegularExpressions;
using Leap.Mail;
using Leap.Programmes;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Development.Mail;

/// <summary>One mail as it left: its headers, both its forms, and its links, which its frame does not follow.</summary>
[FramesOwnPages]
public sealed partial class OpenModel(MailBox mailBox, Calendar calendar) : PageModel
{
    private static readonly string[] Told =
    [
        "From", "To", "Subject", "Date", "Content-Language", "Message-ID", "List-ID", "Auto-Submitted",
    ];

    public MailBox.Opened Mail { get; private set; } = null!;

    public IEnumerable<KeyValuePair<string, string>> Headers =>
        Told.Where(Mail.Headers.ContainsKey).Select(name => KeyValuePair.Create(name, Mail.Headers[name]));

    public IEnumerable<string> Addresses => Links().Matches(Mail.Text).Select(m => m.Value).Distinct(StringComparer.Ordinal);

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (await mailBox.FindAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        Mail = mail;
        return Page();
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Links();
}
