using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>
/// Reminds people of certifications that lapse, 90, 30 and 7 days before and once after (C6, M3): one mail for each person, module, last
/// day and stage, whenever and however often it runs (T2). Whoever has renewed it or works for no firm is not reminded.
/// </summary>
public sealed class RemindCertifications(LeapDb db, Circulars circulars)
{
    /// <summary>Days before the last day on which it holds; the first is when renewing begins to count from the old date.</summary>
    private static readonly int[] Stages = [7, 30, RecordCompletions.RenewalDays];

    /// <summary>How long after the last day it is worth saying.</summary>
    private const int LapsedDays = 30;

    /// <returns>How many mails are owed now that were not before.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var (first, last) = (asOf.AddDays(-LapsedDays), asOf.AddDays(Stages[^1]));
        var completions = db.Completions.AsNoTracking();
        var modules = db.Modules.AsNoTracking();
        var members = db.Memberships.AsNoTracking().Where(m => m.FromOn <= asOf && (m.ToOn == null || m.ToOn >= asOf));
        var due = await completions
            .Where(c => c.ValidUntilOn >= first && c.ValidUntilOn <= last && members.Any(m => m.PersonId == c.PersonId))
            .Where(c => !completions.Any(
                o => o.PersonId == c.PersonId && o.ModuleId == c.ModuleId && o.Id != c.Id && o.ValidUntilOn > c.ValidUntilOn))
            .Join(modules, c => c.ModuleId, m => m.Id, (c, m) => new Due(
                c.PersonId, m.Id, m.Code, m.Title, m.Minutes, c.ValidUntilOn!.Value))
            .ToListAsync(cancel);
        var each = due.DistinctBy(d => (d.PersonId, d.ModuleId)).OrderBy(d => d.PersonId);
        return await circulars.OweAsync([.. each.Select(ToCircular)], cancel);

        Circular<CertificationDueMail> ToCircular(Due of)
        {
            var hasLapsed = of.ValidUntilOn < asOf;
            var stage = hasLapsed ? 0 : Stages.First(s => of.ValidUntilOn <= asOf.AddDays(s));
            return new(
                FormattableString.Invariant(
                    $"{of.ValidUntilOn:yyyy-MM-dd}/certification-due/{of.ModuleId}/{stage}/{of.PersonId}"),
                of.PersonId,
                person => new CertificationDueMail
                {
                    Name = person.Name,
                    Code = of.Code,
                    Title = of.Title,
                    ValidUntilOn = of.ValidUntilOn,
                    Minutes = of.Minutes,
                    HasLapsed = hasLapsed,
                });
        }
    }

    private sealed record Due(
        long PersonId, long ModuleId, string Code, Locales.LocalizedText Title, int Minutes, DateOnly ValidUntilOn);
}
