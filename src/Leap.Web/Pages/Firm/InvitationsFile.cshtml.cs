using Leap.Imports;
using Leap.Locales;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Firm;

/// <summary>Invites the people of a file: what it would come to first, then for good.</summary>
[May(Permission.ManageMembers)]
[RequestSizeLimit(UploadLimit.Bytes)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadLimit.Bytes)]
public sealed class InvitationsFileModel(
    KeepUpload keep, UseUpload use, ImportInvitations import, Me me, Locale locale) : PageModel
{
    /// <summary>Why the file was not taken, in the reader's language; null when it was.</summary>
    public string? Refused { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>What the file would come to; null when there is none.</summary>
    public ImportReport? Report { get; private set; }

    public IReadOnlyList<NewInvitation> Preview => import.Preview;

    [TempData]
    public string? Notice { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostUploadAsync(IFormFile? file, CancellationToken cancel)
    {
        ModelState.Clear();
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var outcome = await keep.RunAsync(me.PersonId, ImportInvitations.Name, (file?.FileName ?? "", content), cancel);
        if (outcome.Refusal is not { } refusal)
        {
            return RedirectToPage();
        }

        Refused = locale.Refusal(refusal);
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancel)
    {
        if (await use.FindAsync(me.PersonId, ImportInvitations.Name, cancel) is not { } upload)
        {
            return RedirectToPage();
        }

        var report = await use.RunAsync(upload, import, Options(isDryRun: false), cancel);
        Notice = locale.Count("invitations.notice.file", report.Added);
        return LocalRedirect("/firm/invitations");
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel)
    {
        await use.DropAsync(me.PersonId, ImportInvitations.Name, cancel);
        return RedirectToPage();
    }

    private ImportOptions Options(bool isDryRun) =>
        new(locale) { IsDryRun = isDryRun, StaffId = me.PersonId, FirmId = me.FirmId };

    private async Task LoadAsync(CancellationToken cancel)
    {
        if (await use.FindAsync(me.PersonId, ImportInvitations.Name, cancel) is not { } upload)
        {
            return;
        }

        FileName = upload.FileName;
        Report = await use.RunAsync(upload, import, Options(isDryRun: true), cancel);
        Refused = Report.Refusal;
    }
}
