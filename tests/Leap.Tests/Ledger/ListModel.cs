namespace Leap.Tests.Ledger;

/// <summary>
/// The ledger as plain lists: what L5 to L10 say, written once more and as simply as can be. Answers are the names that the product gives:
/// `ok`, `again`, or a refusal.
/// </summary>
internal sealed class ListModel
{
    public const string Ok = "ok";
    public const string Again = "again";
    public const int GraceDays = 30;

    private readonly Dictionary<string, Lot> arrivals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Take> takes = new(StringComparer.Ordinal);
    private readonly HashSet<string> reversed = new(StringComparer.Ordinal);

    public Person[] People { get; } = [new(), new()];

    public DateOnly Today { get; set; }

    public DateOnly ClosedUntilOn { get; set; }

    public string Earn(int who, long points, string key, DateOnly effectiveOn, DateOnly expiresOn)
    {
        if (points == 0)
        {
            return "ZeroPoints";
        }

        if (effectiveOn <= ClosedUntilOn)
        {
            return "EffectiveInClosedPeriod";
        }

        var person = People[who];
        var lot = person.Open(points, effectiveOn, expiresOn);
        arrivals[key] = lot;
        if (person.Debt > 0)
        {
            var repaid = Math.Min(person.Debt, Math.Max(1, points / 2));
            person.Debt -= repaid;
            TakeFrom([lot], repaid);
        }

        return Ok;
    }

    public string Release(int who, long points, string key, DateOnly expiresOn)
    {
        var answer = Earn(who, points, key, Today, expiresOn);
        People[who].Pending -= answer == Ok ? points : 0;
        return answer;
    }

    public string Redeem(int who, long points, string key) => Spend(who, points, key, isHold: false);

    public string Hold(int who, long points, string key) => Spend(who, points, key, isHold: true);

    private string Spend(int who, long points, string key, bool isHold)
    {
        var person = People[who];
        if (points <= 0)
        {
            return "NotAPositiveNumber";
        }

        if (takes.TryGetValue(key, out var before))
        {
            return before.Who == who && before.Points == points && before.IsHold == isHold ? Again : "KeyUsedOtherwise";
        }

        if (person.Debt > 0)
        {
            return "InDebt";
        }

        if (person.Lots.Where(l => l.ExpiresOn >= Today).Sum(l => l.Remaining) < points)
        {
            return "NotEnoughPoints";
        }

        Expire(person);
        takes[key] = new Take(who, points, isHold) { From = TakeFrom(person.InOrder, points) };
        person.Held += isHold ? points : 0;
        return Ok;
    }

    public string Settle(string key, long spent)
    {
        if (!takes.TryGetValue(key, out var hold) || !hold.IsHold)
        {
            return "NoSuchHold";
        }

        if (spent > hold.Points)
        {
            return "MoreThanHeld";
        }

        if (hold.Spent is { } before)
        {
            return before == spent ? Again : "SettledAlready";
        }

        hold.Spent = spent;
        People[hold.Who].Held -= hold.Points;
        GiveBack(hold, hold.Points - spent);
        return Ok;
    }

    public string Cancel(string key)
    {
        if (!takes.TryGetValue(key, out var take) || (take.IsHold ? take.Spent ?? 0 : take.Points) is not (> 0 and var spent))
        {
            return "NoSuchRedemption";
        }

        if (take.IsCancelled)
        {
            return Again;
        }

        take.IsCancelled = true;
        GiveBack(take, spent);
        return Ok;
    }

    /// <summary>Last taken first: the lot that expires last is filled first.</summary>
    private void GiveBack(Take take, long points)
    {
        foreach (var (lot, taken) in take.From.Where(f => f.Value > 0).OrderByDescending(f => f.Key, Lot.SpendingOrder).ToList())
        {
            var given = Math.Min(points, taken);
            take.From[lot] -= given;
            points -= given;
            if (given > 0 && lot.ExpiresOn >= Today)
            {
                lot.Remaining += given;
            }
            else if (given > 0)
            {
                People[take.Who].Open(given, Today, Today.AddDays(GraceDays));
            }
        }
    }

    public void ExpireAll()
    {
        foreach (var person in People)
        {
            Expire(person);
        }
    }

    private void Expire(Person person) => person.Lots.Where(l => l.ExpiresOn < Today).ToList().ForEach(l => l.Remaining = 0);

    /// <param name="isReleased">Its points go back to where they waited.</param>
    public string Reverse(int who, long points, string key, bool isReleased)
    {
        if (!reversed.Add(key))
        {
            return "ReversedAlready";
        }

        var person = People[who];
        Expire(person);
        var there = Math.Min(points, person.Available);
        TakeFrom([arrivals[key], .. person.InOrder], there);
        person.Debt += points - there;
        person.Pending += isReleased ? points : 0;
        return Ok;
    }

    public string Correct(int who, long points, string key)
    {
        var person = People[who];
        if (points > 0)
        {
            return Earn(who, points, key, Today, Today.AddDays(9));
        }

        if (points < 0 && person.Available + points < 0)
        {
            return "NotEnoughPoints";
        }

        TakeFrom(person.InOrder, -points);
        return points == 0 ? "ZeroPoints" : Ok;
    }

    private static Dictionary<Lot, long> TakeFrom(IEnumerable<Lot> lots, long points)
    {
        var from = new Dictionary<Lot, long>();
        foreach (var lot in lots.ToList())
        {
            var taken = Math.Min(points, lot.Remaining);
            lot.Remaining -= taken;
            points -= taken;
            if (taken > 0)
            {
                from[lot] = from.GetValueOrDefault(lot) + taken;
            }
        }

        return from;
    }

    internal sealed class Person
    {
        public List<Lot> Lots { get; } = [];

        public long Pending { get; set; }

        public long Held { get; set; }

        public long Debt { get; set; }

        public long Available => Lots.Sum(l => l.Remaining);

        public IEnumerable<Lot> InOrder => Lots.Order(Lot.SpendingOrder);

        public Lot Open(long points, DateOnly openedOn, DateOnly expiresOn)
        {
            var lot = new Lot(Lots.Count, openedOn, expiresOn, points) { Remaining = points };
            Lots.Add(lot);
            return lot;
        }
    }

    internal sealed class Lot(int number, DateOnly openedOn, DateOnly expiresOn, long points)
    {
        public static readonly Comparer<Lot> SpendingOrder = Comparer<Lot>.Create(
            (a, b) => (a.ExpiresOn, a.OpenedOn, a.Number).CompareTo((b.ExpiresOn, b.OpenedOn, b.Number)));

        public int Number => number;

        public DateOnly OpenedOn => openedOn;

        public DateOnly ExpiresOn => expiresOn;

        public long Points => points;

        public long Remaining { get; set; }
    }

    private sealed record Take(int Who, long Points, bool IsHold)
    {
        public Dictionary<Lot, long> From { get; init; } = [];

        public long? Spent { get; set; }

        public bool IsCancelled { get; set; }
    }
}
