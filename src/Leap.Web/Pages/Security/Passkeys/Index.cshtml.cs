using System.Buffers.Text;
using Leap.Data;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security.Passkeys;

/// <summary>The reader's passkeys: what they are called, and when each was last used.</summary>
public sealed class IndexModel(LeapDb db, Me me, Programmes.Calendar calendar) : PageModel
{
    /// <param name="Id">As it stands in addresses.</param>
    public sealed record Row(string Id, string Name, DateTime CreatedAt, DateTime? LastUsedAt);

    [TempData]
    public string? Notice { get; set; }

    public IReadOnlyList<Row> Passkeys { get; private set; } = [];

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == me.PersonId).ToListAsync(cancel);
        Passkeys =
        [
            .. from passkey in passkeys
               orderby passkey.Data.CreatedAt
               select new Row(
                   Base64Url.EncodeToString(passkey.CredentialId),
                   passkey.Data.Name ?? "",
                   passkey.Data.CreatedAt.UtcDateTime,
                   passkey.LastUsedAt),
        ];
    }

    public DateOnly DayOf(DateTime at) => calendar.DayOf(at);
}
