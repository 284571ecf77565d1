using System.Globalization;
using System.Security.Cryptography;

namespace Leap.Courses;

/// <summary>
/// A question as one attempt shows it. Stored as `3:2013,1:0132`: the question's number and its options in the order shown.
/// </summary>
public sealed record DrawnQuestion(int Number, IReadOnlyList<int> OptionOrder)
{
    public static IReadOnlyList<DrawnQuestion> Draw(IEnumerable<int> numbers, int count)
    {
        var shuffled = numbers.ToArray();
        RandomNumberGenerator.Shuffle<int>(shuffled);
        return [.. shuffled.Take(count).Select(number =>
        {
            int[] order = [0, 1, 2, 3];
            RandomNumberGenerator.Shuffle<int>(order);
            return new DrawnQuestion(number, order);
        })];
    }

    public static string Write(IEnumerable<DrawnQuestion> draw) =>
        string.Join(',', draw.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Number}:{string.Concat(d.OptionOrder)}")));

    public static IReadOnlyList<DrawnQuestion> Read(string text) =>
        [.. text.Split(',').Select(part => part.Split(':')).Select(pair => new DrawnQuestion(
            int.Parse(pair[0], CultureInfo.InvariantCulture), [.. pair[1].Select(digit => digit - '0')]))];
}
