using System.Globalization;

namespace Leap.Seeding;

/// <summary>Values as the import formats write them.</summary>
internal static class Cell
{
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(decimal amount, int digits) => amount.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
