using Leap.Awards;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;

namespace Leap.Courses;

/// <summary>What live promotions would add if a person passed a module today.</summary>
public sealed class ExtraPoints(Referees referees, Calendar calendar)
{
    /// <returns>For each family, what each promotion would grant; empty where none would.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Grant>>> ForAsync(
        long personId, string country, Tier tier, IEnumerable<string> families, CancellationToken cancel)
    {
        var referee = await referees.ForAsync([personId], cancel);
        return families.Distinct(StringComparer.Ordinal).ToDictionary(
            family => family,
            family => referee.Preview(personId, [FactsOf(family, country, tier, calendar.Today)]).Grants,
            StringComparer.Ordinal);
    }

    internal static Facts FactsOf(string family, string country, Tier tier, DateOnly day) => new()
    {
        IsSale = false,
        Day = day,
        Country = country,
        Tier = tier.ToString(),
        Family = family,
    };
}
