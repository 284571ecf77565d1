using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Leap.Tests.Ledger;

/// <summary>One command of a random history. What the numbers mean is the command's; each is small, and any value has a meaning.</summary>
/// <param name="Person">0 or 1.</param>
/// <param name="Pick">Which of the earlier keys, counted from the last; or days.</param>
/// <param name="IsCrashed">The command is first run in a transaction that never commits.</param>
public sealed record Step(StepKind Kind, int Person, int Points, int Pick, bool IsCrashed)
{
    private static readonly (int Weight, StepKind Kind)[] Weights =
    [
        (10, StepKind.Earn), (3, StepKind.EarnLate), (3, StepKind.Reserve), (3, StepKind.Release), (2, StepKind.Void),
        (5, StepKind.Hold), (3, StepKind.CaptureAll), (4, StepKind.CapturePart), (2, StepKind.Free),
        (7, StepKind.Redeem), (5, StepKind.Cancel), (4, StepKind.Expire), (5, StepKind.Reverse),
        (3, StepKind.RepeatKey), (2, StepKind.RepeatOtherwise), (2, StepKind.RepeatRedemption), (2, StepKind.WriteOff),
        (2, StepKind.Correct), (2, StepKind.Seal), (5, StepKind.Wait), (1, StepKind.Close),
    ];

    public static Arbitrary<Step[]> Sequences(int stepsMax) => Arb.From(
        Gen.Sized(size => Gen.ArrayOf(One, Math.Clamp(size, 1, stepsMax))),
        Shrink);

    private static Gen<Step> One =>
        from kind in Gen.Frequency(Weights.Select(w => (w.Weight, Gen.Constant(w.Kind))))
        from person in Gen.Choose(0, 1)
        from points in Gen.Choose(0, 120)
        from pick in Gen.Choose(0, 11)
        from crash in Gen.Choose(0, 9)
        select new Step(kind, person, points, pick, crash == 0);

    /// <summary>The words that <see cref="Parse"/> reads.</summary>
    public static string Write(IEnumerable<Step> steps) => string.Join(' ', steps);

    public static Step[] Parse(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        {
            var parts = word.TrimEnd('!').Split(':');
            var numbers = Array.ConvertAll(parts[1..], p => int.Parse(p, CultureInfo.InvariantCulture));
            return new Step(Enum.Parse<StepKind>(parts[0]), numbers[0], numbers[1], numbers[2], word.EndsWith('!'));
        }),
    ];

    public override string ToString() => FormattableString.Invariant($"{Kind}:{Person}:{Points}:{Pick}{(IsCrashed ? "!" : "")}");

    /// <summary>Without a half, a quarter … of the steps; without one of them; without a crash; with fewer points.</summary>
    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        for (var length = steps.Length / 2; length > 0; length /= 2)
        {
            for (var from = 0; from + length <= steps.Length; from += length)
            {
                yield return [.. steps[..from], .. steps[(from + length)..]];
            }
        }

        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].IsCrashed)
            {
                yield return With(steps, i, steps[i] with { IsCrashed = false });
            }

            if (steps[i].Points > 1)
            {
                yield return With(steps, i, steps[i] with { Points = steps[i].Points / 2 });
            }
        }
    }

    private static Step[] With(Step[] steps, int at, Step step) => [.. steps[..at], step, .. steps[(at + 1)..]];
}

public enum StepKind
{
    Earn,

    /// <summary>Some days after it happened.</summary>
    EarnLate,
    Reserve,
    Release,
    Void,
    Hold,
    CaptureAll,
    CapturePart,
    Free,
    Redeem,
    Cancel,

    /// <summary>Runs the job.</summary>
    Expire,
    Reverse,
    RepeatKey,
    RepeatOtherwise,
    RepeatRedemption,
    WriteOff,
    Correct,
    Seal,

    /// <summary>Until another day.</summary>
    Wait,

    /// <summary>Closes the books.</summary>
    Close,
}
