using Leap.Data;
using Leap.Locales;
using Leap.Privacy;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Profile;

/// <summary>What is stored about the reader: how much of each kind, a download of it, and the way to be erased (A4).</summary>
[Confirmed]
public sealed class DataModel(LeapDb db, PersonalFile personalFile, LeapSettings settings, Locale locale, Me me) : PageModel
{
    /// <summary>Tables that hold something, with how many rows.</summary>
    public IReadOnlyList<(PersonalTable Table, int Rows)> Stored { get; private set; } = [];

    public bool IsLarge { get; private set; }

    /// <summary>When the reader will be erased; null when nothing is planned.</summary>
    public DateTime? ErasedAt { get; private set; }

    [TempData]
    public string? Notice { get; set; }

    public TimeZoneInfo Zone => me.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var counts = await PersonalData.CountAsync(db, me.PersonId, cancel);
        Stored = [.. PersonalData.Tables.Zip(counts).Where(t => t.Second > 0)];
        IsLarge = counts.Sum() > settings.Privacy.DownloadRowsAtOnce;
        ErasedAt = await db.Erasures.AsNoTracking()
            .Where(e => e.PersonId == me.PersonId && e.CancelledAt == null && e.DoneAt == null)
            .Select(e => (DateTime?)e.DueAt)
            .FirstOrDefaultAsync(cancel);
    }

    public Task<IActionResult> OnPostZipAsync([FromServices] AskDownload ask, CancellationToken cancel) =>
        DownloadAsync(
            ask, ("application/zip", "zip"), (file, stop) => personalFile.WriteZipAsync(file, me.PersonId, locale, stop), cancel);

    public Task<IActionResult> OnPostJsonAsync([FromServices] AskDownload ask, CancellationToken cancel) =>
        DownloadAsync(ask, ("application/json", "json"), (file, stop) => personalFile.WriteJsonAsync(file, me.PersonId, stop), cancel);

    /// <summary>Written to a file that nobody can open by name, so that a fault on the way is a page and not half a download.</summary>
    private async Task<IActionResult> DownloadAsync(
        AskDownload ask, (string Type, string Ending) form, Func<Stream, CancellationToken, Task> writeAsync, CancellationToken cancel)
    {
        if ((await PersonalData.CountAsync(db, me.PersonId, cancel)).Sum() > settings.Privacy.DownloadRowsAtOnce)
        {
            await ask.RunAsync(me.PersonId, locale.Code, cancel);
            Notice = locale.Count("data.download.asked", settings.Privacy.DownloadDays);
            return LocalRedirect("/me/data");
        }

        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.{form.Ending}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            81_920,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await writeAsync(file, cancel);
            file.Position = 0;
            Response.Headers.CacheControl = "no-store";
            return File(file, form.Type, $"leap-data.{form.Ending}");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
