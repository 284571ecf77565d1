using Leap.Audit;
using Leap.Data;

namespace Leap.Imports;

/// <summary>Runs an import as a whole and keeps a record of what became of the file.</summary>
public sealed class RunImport(LeapDb db, IEnumerable<IImport> imports, AuditLog auditLog)
{
    public IReadOnlyList<string> Subjects => [.. imports.Select(i => i.Subject)];

    public IImport? Find(string subject) => imports.FirstOrDefault(i => string.Equals(i.Subject, subject, StringComparison.Ordinal));

    public async Task<ImportReport> RunAsync(IImport import, TextReader file, ImportOptions options, CancellationToken cancel)
    {
        var report = await import.RunAsync(file, options, cancel);
        if (options.IsDryRun || report.Refusal is not null)
        {
            return report;
        }

        // Its batches are kept by now, whatever becomes of the caller.
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        auditLog.Add(new AuditEntry(AuditAction.FileImported, AuditObject.Import, import.Subject)
        {
            ActorId = options.StaffId,
            After =
            [
                (AuditField.Rows, report.Rows), (AuditField.Added, report.Added), (AuditField.Changed, report.Changed),
                (AuditField.Unchanged, report.Unchanged), (AuditField.Refused, report.Refused),
            ],
        });
        await write.CommitAsync(CancellationToken.None);
        return report;
    }
}
