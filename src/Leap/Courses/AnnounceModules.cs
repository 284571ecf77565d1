using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>
/// Tells every member of a firm of the modules that came on a day, once that day is over, so that its translations are there too: one mail
/// for each person and day of publication, whenever and however often it runs (T2). Modules that a person has passed are left out.
/// </summary>
public sealed class AnnounceModules(LeapDb db, Circulars circulars)
{
    /// <summary>How long a module is news.</summary>
    private const int NewsDays = 14;

    /// <returns>How many mails are owed now that were not before.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var first = asOf.AddDays(-NewsDays);
        var modules = await db.Modules.AsNoTracking()
            .Where(m => m.PublishedOn >= first && m.PublishedOn < asOf)
            .OrderBy(m => m.Id)
            .ToListAsync(cancel);
        var owed = 0;
        foreach (var day in modules.GroupBy(m => m.PublishedOn!.Value).OrderBy(g => g.Key))
        {
            owed += await AnnounceAsync([.. day], asOf, FormattableString.Invariant($"{day.Key:yyyy-MM-dd}/new-module"), cancel);
        }

        return owed;
    }

    private async Task<int> AnnounceAsync(Module[] modules, DateOnly asOf, string key, CancellationToken cancel)
    {
        var ids = modules.Select(m => m.Id).ToList();
        var completions = await db.Completions.AsNoTracking()
            .Where(c => ids.Contains(c.ModuleId))
            .Select(c => new { c.PersonId, c.ModuleId })
            .ToListAsync(cancel);
        var passed = completions.ToLookup(c => c.PersonId, c => c.ModuleId);
        var firms = db.Firms.Where(f => f.SuspendedAt == null);
        var members = await db.Memberships.AsNoTracking()
            .Where(m => m.FromOn <= asOf && (m.ToOn == null || m.ToOn >= asOf) && firms.Any(f => f.Id == m.FirmId))
            .Select(m => m.PersonId)
            .Distinct()
            .Order()
            .ToListAsync(cancel);
        var mails = members
            .Select(id => (Id: id, Modules: modules.Where(m => !passed[id].Contains(m.Id)).Select(ToNews).ToList()))
            .Where(p => p.Modules.Count > 0)
            .Select(p => new Circular<NewModuleMail>(
                $"{key}/{p.Id}", p.Id, person => new NewModuleMail { Name = person.Name, Modules = p.Modules }));
        return await circulars.OweAsync([.. mails], cancel);
    }

    private static NewModule ToNews(Module module) => new(module.Code, module.Title, module.Summary, module.Minutes, module.Points);
}
