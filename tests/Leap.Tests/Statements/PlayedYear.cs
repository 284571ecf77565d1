using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Seeding;
using Leap.Statements;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Leap.Ledger.AccountKind;

namespace Leap.Tests.Statements;

/// <summary>
/// A year of everything that can become of points, drawn from a seed, with a list of what each did: the model that readers are compared
/// with. It begins where <see cref="Story"/> ends.
/// </summary>
internal sealed class PlayedYear(Stage stage, string seed)
{
    private readonly Dice dice = new(seed);
    private readonly List<Fact> facts = [];
    private readonly Dictionary<long, long> held = [];
    private readonly Dictionary<long, long> spent = [];
    private int number;

    /// <param name="Points">What it did to available + held + debt.</param>
    public sealed record Fact(DateOnly On, long PersonId, MovementKind? Kind, long Points);

    public IReadOnlyList<Fact> Facts => facts;

    public async Task PlayAsync(IReadOnlyList<long> people, int steps)
    {
        foreach (var id in people)
        {
            facts.Add(new(Stage.On("2026-11-12"), id, MovementKind.Earned, (await stage.BalanceAsync(id)).Available));
        }

        for (var step = 0; step < steps; step++)
        {
            var on = Stage.On("2026-12-01").AddDays(step * 364 / steps);
            await PlayOnAsync(on, people);
        }
    }

    /// <summary>One act, and what expires, on a day.</summary>
    public async Task PlayOnAsync(DateOnly on, IReadOnlyList<long> people)
    {
        stage.MoveTo(on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await ActAsync(on, people[dice.Below(people.Count)]);
        await ExpireAsync(on, people);
    }

    private async Task ActAsync(DateOnly on, long personId)
    {
        var has = await stage.BalanceAsync(personId);
        var points = dice.Between(1, 400);
        var set = held.GetValueOrDefault(personId);
        var back = spent.GetValueOrDefault(personId);
        switch (dice.Below(9))
        {
            case 0 when has.Available >= points && has.Debt == 0:
                spent[personId] = back + points;
                await MoveAsync(on, personId, EntryKind.Redeemed, (Available, -points), (Redeemed, points));
                break;
            case 1 when has.Available >= points:
                held[personId] = set + points;
                await MoveAsync(on, personId, EntryKind.Held, (Available, -points), (Held, points));
                break;
            case 2 when set > 1:
                held[personId] = 0;
                await MoveAsync(on, personId, EntryKind.Captured, (Held, -set), (Redeemed, set - 1), (Available, 1));
                break;
            case 3 when set > 0:
                held[personId] = 0;
                await MoveAsync(on, personId, EntryKind.Cancelled, (Held, -set), (Available, set));
                break;
            case 4 when back > 0:
                spent[personId] = 0;
                await MoveAsync(on, personId, EntryKind.Cancelled, (Redeemed, -back), (Available, back));
                break;
            case 5:
                var taken = Math.Min(points, has.Available);
                await MoveAsync(on, personId, EntryKind.Reversed, (Available, -taken), (Debt, taken - points), (Issued, points));
                break;
            case 6 when has.Debt > 0 && has.Available >= has.Debt:
                await MoveAsync(on, personId, EntryKind.Repaid, (Available, -has.Debt), (Debt, has.Debt));
                break;
            case 6 when has.Debt > 0:
                await MoveAsync(on, personId, EntryKind.WrittenOff, (WrittenOff, -has.Debt), (Debt, has.Debt));
                break;
            case 7:
                await MoveAsync(on, personId, EntryKind.Corrected, (Issued, -points), (Available, points));
                break;
            default:
                await MoveAsync(on, personId, EntryKind.Reserved, (Issued, -points), (Pending, points));
                await MoveAsync(on, personId, EntryKind.Released, (Pending, -points), (Available, points));
                break;
        }
    }

    private async Task MoveAsync(DateOnly on, long personId, EntryKind kind, params (AccountKind Account, long Points)[] legs)
    {
        var entry = new NewEntry(
            string.Create(CultureInfo.InvariantCulture, $"played/{++number}"),
            kind,
            on,
            "",
            [.. legs.Where(l => l.Points != 0).Select(l => new Leg(RefOf(l.Account, personId), l.Points))])
        {
            ExpiresOn = on.AddDays(dice.Between(20, 200)),
        };
        await stage.UseAsync(async scope =>
        {
            await using var write = await scope.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
            await scope.GetRequiredService<Journal>().PostAsync([entry], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return 0;
        });
        var change = legs.Where(l => l.Account is Available or Held or Debt).Sum(l => l.Points);
        facts.Add(new(on, personId, KindOf(kind), change));
    }

    private async Task ExpireAsync(DateOnly on, IReadOnlyList<long> people)
    {
        var before = await AvailableAsync(people);
        await stage.RunAsync<ExpireLots, int>(e => e.RunAsync(on, CancellationToken.None));
        var after = await AvailableAsync(people);
        facts.AddRange(people.Select(id => new Fact(on, id, MovementKind.Expired, after[id] - before[id])));
    }

    private async Task<Dictionary<long, long>> AvailableAsync(IReadOnlyList<long> people)
    {
        var ids = people.Select(id => AccountRef.Available(id).Id).ToList();
        await using var db = stage.OpenDb();
        var points = await db.Accounts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.OwnerId, a => a.Points ?? 0);
        return people.ToDictionary(id => id, id => points.GetValueOrDefault(id));
    }

    private static AccountRef RefOf(AccountKind kind, long personId) =>
        new AccountRef(kind, 0).IsProgrammes ? new(kind, 0) : new(kind, personId);

    private static MovementKind? KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Earned or EntryKind.Released => MovementKind.Earned,
        EntryKind.Redeemed or EntryKind.Captured or EntryKind.Cancelled => MovementKind.Redeemed,
        EntryKind.Reversed => MovementKind.Reversed,
        EntryKind.WrittenOff => MovementKind.WrittenOff,
        EntryKind.Corrected => MovementKind.Corrected,
        _ => null,
    };
}
