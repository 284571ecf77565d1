namespace Leap.Seeding;

/// <summary>When a sale was reported, and what became of it.</summary>
/// <param name="DecidedOn">Null while it waits.</param>
/// <param name="Rejection">Code of the reason; empty when approved or waiting.</param>
internal sealed record Review(DateOnly SubmittedOn, DateOnly? DecidedOn, string Rejection)
{
    private const int ReportDaysMost = 20;
    private const int DecideDaysMost = 9;

    private static readonly Deck<string> Reasons = new(
        ["proof-missing", "wrong-quantity", "not-an-end-customer", "already-reported", "not-our-product", "other"],
        r => r == "proof-missing" ? 4 : r == "other" ? 0.5 : 1.5);

    /// <summary>Reported within three weeks of the invoice and decided within nine days; most of the newest still wait.</summary>
    public static Review Of(DateOnly invoiceOn, Dice dice)
    {
        var submitted = SeasonShape.WorkdayFrom(invoiceOn.AddDays(Lower(ReportDaysMost - 1, dice)));
        if (submitted > SeasonShape.LastOn)
        {
            submitted = invoiceOn.AddDays(dice.Below(SeasonShape.LastOn.DayNumber - invoiceOn.DayNumber + 1));
        }

        var decided = SeasonShape.WorkdayFrom(submitted.AddDays(1 + Lower(DecideDaysMost - 2, dice)));
        var isLeft = dice.Chance(SeasonShape.LastOn.DayNumber - submitted.DayNumber < 12 ? 0.03 : 0.001);
        return isLeft || decided > SeasonShape.LastOn
            ? new Review(submitted, null, "")
            : new Review(submitted, decided, dice.Chance(0.031) ? Reasons.Draw(dice) : "");
    }

    /// <summary>The lower of two throws: a weekend may still put it off by two days.</summary>
    private static int Lower(int limit, Dice dice) => Math.Min(dice.Below(limit), dice.Below(limit));
}
