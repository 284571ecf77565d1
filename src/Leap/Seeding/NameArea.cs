namespace Leap.Seeding;

/// <summary>How people, resellers and customers are called in one language area.</summary>
public sealed class NameArea(string code)
{
    /// <summary>Where the family name stands first.</summary>
    private static readonly HashSet<string> FamilyFirst =
        new(["chinese", "chinese-trad", "japanese", "korean", "hungarian", "vietnamese"], StringComparer.Ordinal);

    /// <summary>Where no space stands between the words of a name.</summary>
    private static readonly HashSet<string> Unspaced = new(["chinese", "chinese-trad", "japanese", "korean"], StringComparer.Ordinal);

    public required IReadOnlyList<SeedName> Given { get; init; }

    public required IReadOnlyList<SeedName> Family { get; init; }

    public required IReadOnlyList<SeedName> FirmWords { get; init; }

    public required IReadOnlyList<SeedName> FirmSuffixes { get; init; }

    public required IReadOnlyList<string> PrivateCustomers { get; init; }

    public required IReadOnlyList<string> PublicCustomers { get; init; }

    public string PersonName(SeedName given, SeedName family)
    {
        var space = Unspaced.Contains(code) && code != "japanese" ? "" : " ";
        return FamilyFirst.Contains(code) ? $"{family.Text}{space}{given.Text}" : $"{given.Text}{space}{family.Text}";
    }

    /// <summary>As many names as are asked for, no two alike while words and suffixes last.</summary>
    public IReadOnlyList<SeedName> FirmNames(int count, Dice dice)
    {
        var words = FirmWords.ToList();
        dice.Shuffle(words);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var word = words[i % words.Count];
            var suffix = FirmSuffixes[((i % words.Count) + (i / words.Count)) % FirmSuffixes.Count];
            return new SeedName($"{word.Text}{(Unspaced.Contains(code) ? "" : " ")}{suffix.Text}", $"{word.Latin}-{suffix.Latin}");
        })];
    }

    public string CustomerName(string city, bool isPublic, Dice dice) => dice.Pick(isPublic ? PublicCustomers : PrivateCustomers)
        .Replace("{city}", city, StringComparison.Ordinal)
        .Replace("{family}", dice.Pick(Family).Text, StringComparison.Ordinal)
        .Replace("{word}", dice.Pick(FirmWords).Text, StringComparison.Ordinal);
}
