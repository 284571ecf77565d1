using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members.Invitations;

/// <summary>
/// Invites the people of a file, keyed by firm and address. Who is a member or was ever invited by the firm is left as they are, so the
/// same file again mails nobody.
/// </summary>
public sealed class ImportInvitations(LeapDb db, Languages languages, InvitationLetters letters, Calendar calendar) : IImport
{
    /// <summary>As the subject of an import and of an upload.</summary>
    public const string Name = "invitations";

    private const int PreviewMax = 20;

    private readonly List<NewInvitation> preview = [];

    public string Subject => Name;

    public IReadOnlyList<string> Columns { get; } = ["email"];

    public IReadOnlyList<string> OptionalColumns { get; } = ["name", "language", "personas", "firm"];

    /// <summary>The first that the last run invited, or would have.</summary>
    public IReadOnlyList<NewInvitation> Preview => preview;

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var firms = await db.Firms.AsNoTracking()
            .Where(f => options.FirmId == null || f.Id == options.FirmId)
            .ToDictionaryAsync(f => f.Code, StringComparer.OrdinalIgnoreCase, cancel);
        var own = options.FirmId is { } id ? firms.Values.Single(f => f.Id == id) : null;
        var spoken = languages.All.Select(l => l.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await foreach (var batch in run.BatchesAsync(row => Read(row, own, firms, spoken) with { InvitedById = options.StaffId }, cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private static NewInvitation Read(ImportRow row, Firm? own, Dictionary<string, Firm> firms, HashSet<string> spoken)
    {
        var firm = own ?? row.Find("firm", firms, "import.reason.no_firm");
        var address = row.Email("email");
        row.Once("email", firm is null ? address : FormattableString.Invariant($"{firm.Id}/{address}"));
        return new NewInvitation(
            firm?.Id ?? 0,
            address,
            row.IsEmpty("language") ? firm?.Language ?? "" : row.OneOf("language", spoken, "import.reason.no_language"),
            row.IsEmpty("personas") ? Personas.Seller : row.Flags<Personas>("personas"))
        {
            Name = row.OptionalName("name", 200),
        };
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<NewInvitation>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var today = calendar.Today;
        var firmIds = batch.Select(t => t.Value.FirmId).Distinct().ToList();
        var addresses = batch.Select(t => t.Value.Address.ToUpperInvariant()).ToList();
        var members = await db.Memberships.Where(m => firmIds.Contains(m.FirmId) && (m.ToOn == null || m.ToOn >= today))
            .Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.FirmId, Address = p.NormalizedUserName! })
            .Where(m => addresses.Contains(m.Address))
            .ToListAsync(cancel);
        var invited = await db.Invitations.Where(i => firmIds.Contains(i.FirmId) && addresses.Contains(i.NormalizedAddress))
            .Select(i => new { i.FirmId, Address = i.NormalizedAddress })
            .ToListAsync(cancel);
        var known = members.Concat(invited).Select(k => (k.FirmId, k.Address)).ToHashSet();
        var fresh = batch.Select(t => t.Value).Where(i => !known.Contains((i.FirmId, i.Address.ToUpperInvariant()))).ToList();
        await letters.InviteAsync(fresh, cancel);
        preview.AddRange(fresh.Take(PreviewMax - preview.Count));
        run.CountAdded(fresh.Count);
        run.CountUnchanged(batch.Count - fresh.Count);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
