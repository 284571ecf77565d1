using System.Globalization;
using Leap.Ledger;

namespace Leap.Benchmarks.Ledger;

/// <summary>The entries that every program of a race posts: ten points that someone earned today, in the order of their keys.</summary>
internal sealed class Earnings(DateOnly today, int people)
{
    public const int Points = 10;

    /// <summary>Prime, and so in no step with the number of people: neighbours in time are strangers.</summary>
    private const long Stride = 7_919;

    private int last;

    public DateOnly Today => today;

    public DateOnly ExpiresOn { get; } = today.AddYears(1);

    public static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public int NextNumber() => Interlocked.Increment(ref last);

    public long PersonOf(int number) => (number * Stride % people) + 1;

    public static string KeyOf(int number) => number.ToString("'benchmark/'00000000", CultureInfo.InvariantCulture);

    public NewEntry Next()
    {
        var number = NextNumber();
        return new NewEntry(
            KeyOf(number),
            EntryKind.Earned,
            today,
            "benchmark",
            [new Leg(AccountRef.Issued, -Points), new Leg(AccountRef.Available(PersonOf(number)), Points)])
        {
            ExpiresOn = ExpiresOn,
        };
    }

    public NewEntry[] Next(int count)
    {
        var entries = new NewEntry[count];
        for (var i = 0; i < count; i++)
        {
            entries[i] = Next();
        }

        return entries;
    }
}
