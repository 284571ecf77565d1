using Leap.Imports;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Manage.People;

/// <summary>Takes firms and people from files: what each would come to first, then for good, with or without invitations.</summary>
[May(Permission.ManagePeople)]
[RequestSizeLimit(UploadLimit.Bytes)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadLimit.Bytes)]
public sealed class ImportModel(KeepUpload keep, UseUpload use, RunImport imports, Me me, Locale locale) : PageModel
{
    /// <summary>A file that waits, and what it would come to.</summary>
    public sealed record Look(string Subject, string FileName, ImportReport Report);

    /// <summary>In the order in which they must go in.</summary>
    public static IReadOnlyList<string> Subjects { get; } = ["firms", "people"];

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why a file was not taken, in the reader's language; null when it was.</summary>
    public string? Refused { get; private set; }

    public IReadOnlyList<Look> Looks { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostUploadAsync(string? subject, IFormFile? file, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!Subjects.Contains(subject, StringComparer.Ordinal))
        {
            return NotFound();
        }

        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var outcome = await keep.RunAsync(me.PersonId, subject!, (file?.FileName ?? "", content), cancel);
        if (outcome.Refusal is not { } refusal)
        {
            return RedirectToPage();
        }

        Refused = locale.Refusal(refusal);
        await LoadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostRunAsync(string? subject, bool invites, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!Subjects.Contains(subject, StringComparer.Ordinal))
        {
            return NotFound();
        }

        if (await use.FindAsync(me.PersonId, subject!, cancel) is { } upload)
        {
            var options = new ImportOptions(locale) { StaffId = me.PersonId, SendsInvitations = invites };
            var report = await use.RunAsync(upload, imports.Find(subject!)!, options, cancel);
            Notice = locale.Text(
                "people-import.notice",
                ("added", locale.Number(report.Added)),
                ("changed", locale.Number(report.Changed)),
                ("refused", locale.Number(report.Refused)));
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostDropAsync(string? subject, CancellationToken cancel)
    {
        await use.DropAsync(me.PersonId, subject ?? "", cancel);
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var looks = new List<Look>();
        foreach (var subject in Subjects)
        {
            if (await use.FindAsync(me.PersonId, subject, cancel) is { } upload)
            {
                var options = new ImportOptions(locale) { IsDryRun = true, StaffId = me.PersonId };
                looks.Add(new Look(subject, upload.FileName, await use.RunAsync(upload, imports.Find(subject)!, options, cancel)));
            }
        }

        Looks = looks;
    }
}
