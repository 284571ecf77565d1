using Leap.Courses;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Badges.Criteria;

/// <summary>A module passed in each of so many weeks in a row within the season: `weeks=4`. Weeks begin on Monday.</summary>
public sealed class Streak : Criterion
{
    public override string Code => "streak";

    public override BadgeGroup Group => BadgeGroup.Learning;

    public override bool IsValid(BadgeTerms terms) => terms.Number("weeks") > 1;

    public override async Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel)
    {
        var days = await db.Completions.AsNoTracking()
            .Where(c => c.CompletedOn >= season.FromOn && c.CompletedOn < season.UntilOn && (personId == null || c.PersonId == personId))
            .Select(c => new Winner(c.PersonId, c.CompletedOn))
            .ToListAsync(cancel);
        return [.. days
            .GroupBy(d => d.PersonId)
            .Select(person => (PersonId: person.Key, On: WonOn(person.Select(d => d.WonOn).Order(), terms.Number("weeks"))))
            .Where(w => w.On is not null)
            .Select(w => new Winner(w.PersonId, w.On!.Value))];
    }

    /// <summary>Counts the longest run of the season.</summary>
    public override BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms)
    {
        var weeks = record.Passes.Select(p => p.PassedOn.DayNumber / 7).Distinct().Order().Index().ToList();
        var longest = weeks.Count == 0 ? 0 : weeks.GroupBy(w => w.Item - w.Index).Max(run => run.Count());
        return new BadgeProgress(longest, terms.Number("weeks"));
    }

    private static DateOnly? WonOn(IEnumerable<DateOnly> days, long weeks)
    {
        var week = int.MinValue;
        var inARow = 0;
        foreach (var day in days)
        {
            // Day number 0 (1 January of year 1) was a Monday.
            var next = day.DayNumber / 7;
            inARow = next == week ? inARow : next == week + 1 ? inARow + 1 : 1;
            week = next;
            if (inARow >= weeks)
            {
                return day;
            }
        }

        return null;
    }
}
