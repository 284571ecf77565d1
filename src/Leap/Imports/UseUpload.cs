using Leap.Data;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Imports;

/// <summary>Runs an import on a file that was kept: first to see what it would come to, then for good, which removes it.</summary>
public sealed class UseUpload(LeapDb db, RunImport runImport)
{
    /// <summary>The newest that somebody sent of a subject; null: none.</summary>
    public Task<Upload?> FindAsync(long personId, string subject, CancellationToken cancel) =>
        db.Uploads.AsNoTracking().FirstOrDefaultAsync(u => u.PersonId == personId && u.Subject == subject, cancel);

    public async Task<ImportReport> RunAsync(Upload upload, IImport import, ImportOptions options, CancellationToken cancel)
    {
        using var bytes = new MemoryStream(upload.Content, writable: false);
        var opened = await ImportFile.OpenAsync(bytes, cancel);
        if (opened.Refusal is { } refusal)
        {
            return new ImportReport(0, 0, 0, 0, []) { Refusal = options.Locale.Refusal(refusal) };
        }

        using var file = opened.Value;
        var report = await runImport.RunAsync(import, file.Text, options, cancel);
        if (!options.IsDryRun && report.Refusal is null)
        {
            await DropAsync(upload.PersonId, upload.Subject, cancel);
        }

        return report;
    }

    public async Task DropAsync(long personId, string subject, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.Uploads.Where(u => u.PersonId == personId && u.Subject == subject).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }
}
