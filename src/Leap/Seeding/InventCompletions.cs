namespace Leap.Seeding;

/// <summary>
/// Invents who learned what and when: some nothing, most a little, a few nearly all; in families that interest them, from the short modules
/// to the certifications, more of a family when it has a new product or a promotion, some one module each week.
/// </summary>
public static class InventCompletions
{
    private const int LaunchDays = 28;

    private static readonly int[] Scores = [70, 75, 75, 80, 80, 80, 85, 85, 90, 90, 95, 100, 100];

    private static readonly int[] CertificationScores = [80, 80, 85, 85, 90, 95, 100];

    /// <returns>In the order of days.</returns>
    public static IReadOnlyList<DemoCompletion> Run(SeedData seed, IReadOnlyList<DemoPerson> people, DemoSize size)
    {
        var dice = new Dice("completions");
        var learners = people.ToList();
        dice.Shuffle(learners);
        learners = learners.GetRange(0, size.Learners);
        var counts = Shares.Of(
            size.Completions,
            [.. learners.Select((p, i) => Appetite(p, i + (learners.Count * 0.065), dice))],
            least: 1,
            most: seed.Modules.Count - 4);
        var days = seed.Modules.Select(m => m.Family).Distinct(StringComparer.Ordinal)
            .ToDictionary(f => f, f => DaysOf(seed, f), StringComparer.Ordinal);
        var completions = new List<DemoCompletion>(size.Completions);
        foreach (var (i, person) in learners.Index())
        {
            completions.AddRange(Learn(person, counts[i], seed.Modules, days, dice));
        }

        return [.. completions.OrderBy(c => c.CompletedOn)];
    }

    /// <summary>The further down in the list, the less; and less for those who joined late.</summary>
    private static double Appetite(DemoPerson person, double place, Dice dice) =>
        dice.Between(0.6, 1.4) / place * (1 - (FirstDay(person) / (double)SeasonShape.Days.Count));

    private static Deck<DateOnly> DaysOf(SeedData seed, string family)
    {
        var launches = seed.Products.Where(p => p.Family == family && p.IsNew).Select(p => p.EligibleFromOn).ToHashSet();
        var promotions = seed.Promotions.Where(p => p.IsForCourses && p.Families.Contains(family, StringComparer.Ordinal)).ToList();
        return new Deck<DateOnly>(SeasonShape.Days, day =>
        {
            var isLaunch = launches.Any(l => l <= day && day < l.AddDays(LaunchDays));
            var isPromoted = promotions.Exists(p => p.Covers(day));
            return SeasonShape.Learning(day) * (isLaunch ? 2.2 : 1) * (isPromoted ? 1.7 : 1);
        });
    }

    private static List<DemoCompletion> Learn(
        DemoPerson person, int count, IReadOnlyList<SeedModule> modules, Dictionary<string, Deck<DateOnly>> days, Dice dice)
    {
        var picked = Pick(count, modules, dice);
        var first = FirstDay(person);
        var isWeekly = count >= 13 && first + (7 * count) < SeasonShape.Days.Count - 7 && dice.Chance(0.4);
        var planned = isWeekly
            ? picked.Zip(Weeks(count, first, dice)).ToList()
            : picked.GroupBy(m => m.Family, StringComparer.Ordinal)
                .SelectMany(g => g.Zip(g.Select(_ => days[g.Key].DrawFrom(first, dice)).Order()))
                .OrderBy(p => p.Second)
                .ToList();

        // Some take their first module again: recorded, but it earns nothing more.
        if (count >= 5 && dice.Chance(0.15) && planned[^1].Second > planned[0].Second.AddDays(30))
        {
            planned[^1] = (planned[0].First, planned[^1].Second);
        }

        return planned.ConvertAll(p => new DemoCompletion(
            person, p.First, p.Second, dice.Pick(p.First.Kind == "certification" ? CertificationScores : Scores)));
    }

    /// <summary>Place in the season's days of the first on which the person is enrolled.</summary>
    private static int FirstDay(DemoPerson person) => Math.Max(0, person.FromOn.DayNumber - SeasonShape.FirstOn.DayNumber);

    /// <summary>Modules without repeats, the short ones mostly first.</summary>
    private static List<SeedModule> Pick(int count, IReadOnlyList<SeedModule> modules, Dice dice)
    {
        var favourites = new[] { dice.Pick(modules).Family, dice.Pick(modules).Family };
        var left = modules.ToList();
        var picked = new List<SeedModule>(count);
        while (picked.Count < count)
        {
            var module = new Deck<SeedModule>(left, Weight).Draw(dice);
            left.Remove(module);
            picked.Add(module);
        }

        return [.. picked.Select(m => (Module: m, At: Step(m.Kind) + dice.Between(0, 2.4))).OrderBy(m => m.At).Select(m => m.Module)];

        double Weight(SeedModule module) => Appeal(module.Kind) * (favourites.Contains(module.Family, StringComparer.Ordinal) ? 4 : 1);
    }

    /// <summary>A working day in each of so many weeks on end.</summary>
    private static List<DateOnly> Weeks(int count, int first, Dice dice)
    {
        var start = dice.Between(first, SeasonShape.Days.Count - 7 - (7 * count));
        return [.. Enumerable.Range(0, count).Select(i => SeasonShape.WorkdayFrom(SeasonShape.Days[start + (7 * i)]))];
    }

    private static double Appeal(string kind) => kind switch
    {
        "certification" => 0.3,
        "skills-course" => 0.55,
        _ => 1,
    };

    private static double Step(string kind) => kind switch
    {
        "certification" => 2,
        "skills-course" => 1,
        _ => 0,
    };
}
