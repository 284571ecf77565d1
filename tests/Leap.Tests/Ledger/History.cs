using Leap.Data;
using Leap.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Ledger;

/// <summary>Plays steps on the books and on the model at once: answers must be equal, and after each step everything else.</summary>
internal sealed class History(Books books, long firstPersonId, string prefix)
{
    private readonly ListModel model = new() { Today = books.Today };
    private readonly HistoryCheck check = new(books, firstPersonId);
    private readonly List<Booked> booked = [];
    private readonly List<Booked> waiting = [];
    private readonly List<Taken> taken = [];
    private int number;

    /// <summary>What a step does to the books; answers as the model does.</summary>
    private delegate Task<string> Act(IServiceProvider scope);

    public async Task PlayAsync(IReadOnlyList<Step> steps)
    {
        await check.BeginAsync();
        for (var i = 0; i < steps.Count; i++)
        {
            try
            {
                await PlayAsync(steps[i]);
                await check.CheckAsync(model, steps[i].Kind is StepKind.Hold or StepKind.Redeem);
            }
            catch (Exception fault)
            {
                throw new HistoryException($"Step {i + 1}, {steps[i]}: {fault.Message}\nLEAP_REPLAY=\"{Step.Write(steps)}\"", fault);
            }
        }

        try
        {
            await check.EndAsync();
        }
        catch (Exception fault)
        {
            throw new HistoryException($"At the end: {fault.Message}\nLEAP_REPLAY=\"{Step.Write(steps)}\"", fault);
        }
    }

    private async Task PlayAsync(Step step)
    {
        number++;
        if (step.Kind == StepKind.Wait)
        {
            check.Remember(model);
            books.Clock.Advance(TimeSpan.FromDays(1 + (step.Pick % 4)));
            model.Today = books.Today;
            return;
        }

        if (Begin(step) is not ({ } expected, { } act))
        {
            return;
        }

        if (step.IsCrashed && step.Kind is not (StepKind.Seal or StepKind.Close))
        {
            await books.UseAsync(async scope =>
            {
                await using var lost = await scope.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
                return await act(scope);
            });
        }

        Assert.Equal(expected, await books.UseAsync(scope => act(scope)));
    }

    /// <summary>What the model answers, and what asks the books the same; null when there is nothing to do it to.</summary>
    private (string Expected, Act Act)? Begin(Step step) => step.Kind switch
    {
        StepKind.Earn or StepKind.EarnLate or StepKind.Correct or StepKind.WriteOff or StepKind.Reserve => Bring(step),
        StepKind.Release or StepKind.Void => waiting.Count == 0 ? null : Resolve(step, Pick(waiting, step)),
        StepKind.Hold or StepKind.Redeem => Take(step),
        StepKind.RepeatRedemption => taken.Count == 0 ? null : TakeAgain(step, Pick(taken, step)),
        StepKind.CaptureAll or StepKind.CapturePart or StepKind.Free or StepKind.Cancel =>
            taken.Count == 0 ? null : Settle(step, Pick(taken, step)),
        StepKind.Reverse => booked.Count == 0 ? null : Reverse(Pick(booked, step)),
        StepKind.RepeatKey => booked.Count == 0 ? null : (ListModel.Again, PostAgain(Pick(booked, step).Entry)),
        StepKind.RepeatOtherwise => booked.Count == 0 ? null : ("KeyUsedOtherwise", PostAgain(Changed(Pick(booked, step).Entry))),
        StepKind.Expire => Expire(),
        StepKind.Seal => (ListModel.Ok, SealAsync),
        StepKind.Close => Close(books.Today.AddDays(-1 - (step.Pick % 4))),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private (string Expected, Act Act) Bring(Step step)
    {
        var (who, points, key) = (step.Person, step.Points, NextKey());
        var late = books.Today.AddDays(-1 - (step.Pick % 6));
        var signed = step.Pick % 2 == 0 ? points : -points;
        var forgiven = Math.Min(points, model.People[who].Debt);
        return step.Kind switch
        {
            StepKind.Earn => Post(
                New(who, points, EntryKind.Earned, AccountKind.Available, key) with { ExpiresOn = books.Today.AddDays(step.Pick) },
                entry => model.Earn(who, points, key, entry.EffectiveOn, entry.ExpiresOn!.Value),
                who),
            StepKind.EarnLate => Post(
                New(who, points, EntryKind.Earned, AccountKind.Available, key) with
                {
                    EffectiveOn = late, ExpiresOn = late.AddDays(points % 15),
                },
                entry => model.Earn(who, points, key, entry.EffectiveOn, entry.ExpiresOn!.Value),
                who),
            StepKind.Correct => Post(
                New(who, signed, EntryKind.Corrected, AccountKind.Available, key) with { ExpiresOn = books.Today.AddDays(9) },
                _ => model.Correct(who, signed, key),
                who),
            StepKind.WriteOff => Post(
                New(who, forgiven, EntryKind.WrittenOff, AccountKind.Debt, key), _ => Forgive(who, forgiven), who),
            _ => Post(New(who, points, EntryKind.Reserved, AccountKind.Pending, key), _ => Reserve(who, points), who),
        };
    }

    private string Forgive(int who, long points)
    {
        model.People[who].Debt -= points;
        return points == 0 ? "ZeroPoints" : ListModel.Ok;
    }

    private string Reserve(int who, long points)
    {
        model.People[who].Pending += points;
        return points == 0 ? "ZeroPoints" : ListModel.Ok;
    }

    private (string Expected, Act Act) Resolve(Step step, Booked reserve)
    {
        waiting.Remove(reserve);
        var (who, points, key) = (reserve.Who, reserve.Points, NextKey());
        var isReleased = step.Kind == StepKind.Release;
        var entry = new NewEntry(
            key,
            isReleased ? EntryKind.Released : EntryKind.Voided,
            books.Today,
            "",
            [
                new(Account(AccountKind.Pending, who), -points),
                new(isReleased ? Account(AccountKind.Available, who) : AccountRef.Issued, points),
            ])
        {
            CorrectsId = reserve.EntryId,
            ExpiresOn = isReleased ? books.Today.AddDays(step.Pick) : null,
        };
        return Post(entry, _ => isReleased ? model.Release(who, points, key, entry.ExpiresOn!.Value) : Reserve(who, -points), who);
    }

    private (string Expected, Act Act) Take(Step step)
    {
        var (who, points, key, isHold) = (step.Person, step.Points, NextKey(), step.Kind == StepKind.Hold);
        var expected = isHold ? model.Hold(who, points, key) : model.Redeem(who, points, key);
        if (expected == ListModel.Ok)
        {
            taken.Add(new(who, points, key, isHold));
        }

        return (expected, TakeOf(who, points, key, isHold));
    }

    /// <summary>The same key: as it was, with a point more, or for the other person.</summary>
    private (string Expected, Act Act) TakeAgain(Step step, Taken first)
    {
        var who = step.Points % 3 == 2 ? 1 - first.Who : first.Who;
        var points = first.Points + (step.Points % 3 == 1 ? 1 : 0);
        var expected = first.IsHold ? model.Hold(who, points, first.Key) : model.Redeem(who, points, first.Key);
        return (expected, TakeOf(who, points, first.Key, first.IsHold));
    }

    private Act TakeOf(int who, long points, string key, bool isHold) => async scope => Answer(isHold
        ? await scope.GetRequiredService<HoldPoints>().RunAsync(firstPersonId + who, points, key, "", CancellationToken.None)
        : await scope.GetRequiredService<SpendPoints>().RunAsync(firstPersonId + who, points, key, "", CancellationToken.None));

    private (string Expected, Act Act) Settle(Step step, Taken take)
    {
        if (step.Kind == StepKind.Cancel)
        {
            return (model.Cancel(take.Key), async scope =>
                Answer(await scope.GetRequiredService<CancelRedemption>().RunAsync(take.Key, CancellationToken.None)));
        }

        var spent = step.Kind switch
        {
            StepKind.CaptureAll => take.Points,
            StepKind.CapturePart => step.Points,
            _ => 0,
        };
        return (model.Settle(take.Key, spent), async scope =>
            Answer(await scope.GetRequiredService<SettleHold>().RunAsync(take.Key, spent, CancellationToken.None)));
    }

    private (string Expected, Act Act)? Reverse(Booked one)
    {
        var isArrival = one.Entry.Kind is EntryKind.Earned or EntryKind.Released or EntryKind.Corrected;
        if (!isArrival || one.Entry.Legs[1].Points < 0)
        {
            return null;
        }

        var expected = model.Reverse(one.Who, one.Points, one.Entry.Key, one.Entry.Kind == EntryKind.Released);
        return (expected, async scope =>
            Answer(await scope.GetRequiredService<ReverseEntry>().RunAsync(one.EntryId, "", CancellationToken.None)));
    }

    private (string Expected, Act Act) Expire()
    {
        model.ExpireAll();
        return (ListModel.Ok, async scope =>
        {
            await scope.GetRequiredService<ExpireLots>().RunAsync(books.Today, CancellationToken.None);
            return ListModel.Ok;
        });
    }

    private static async Task<string> SealAsync(IServiceProvider scope)
    {
        await scope.GetRequiredService<SealEntries>().RunAsync(CancellationToken.None);
        return ListModel.Ok;
    }

    private (string Expected, Act Act) Close(DateOnly untilOn)
    {
        var expected = untilOn <= model.ClosedUntilOn ? "ClosedAlready" : ListModel.Ok;
        model.ClosedUntilOn = untilOn > model.ClosedUntilOn ? untilOn : model.ClosedUntilOn;
        return (expected, async scope =>
        {
            var outcome = await scope.GetRequiredService<CloseBooks>().RunAsync(untilOn, 1, CancellationToken.None);
            return outcome.Refusal?.ToString() ?? ListModel.Ok;
        });
    }

    private (string Expected, Act Act) Post(NewEntry entry, Func<NewEntry, string> ask, int who)
    {
        var expected = ask(entry);
        var one = new Booked(who, entry);
        if (expected == ListModel.Ok)
        {
            booked.Add(one);
            if (entry.Kind == EntryKind.Reserved)
            {
                waiting.Add(one);
            }
        }

        return (expected, PostOf(entry, posted => one.EntryId = posted.EntryId));
    }

    private static Act PostAgain(NewEntry entry) => PostOf(entry, _ => { });

    private static Act PostOf(NewEntry entry, Action<Posted> then) => async scope =>
    {
        try
        {
            await using var write = await scope.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
            var posted = (await scope.GetRequiredService<Journal>().PostAsync([entry], CancellationToken.None))[0];
            await write.CommitAsync(CancellationToken.None);
            then(posted);
            return posted.WasThere ? ListModel.Again : ListModel.Ok;
        }
        catch (LedgerException refused)
        {
            return refused.Refusal.ToString();
        }
    };

    private NewEntry New(int who, long points, EntryKind kind, AccountKind account, string key)
    {
        var source = kind == EntryKind.WrittenOff ? AccountRef.WrittenOff : AccountRef.Issued;
        return new(key, kind, books.Today, "", [new(source, -points), new(Account(account, who), points)]);
    }

    private static NewEntry Changed(NewEntry entry) => entry with
    {
        Legs = [.. entry.Legs.Select(l => l with { Points = l.Points + Math.Sign(l.Points) })],
    };

    private AccountRef Account(AccountKind kind, int who) => new(kind, firstPersonId + who);

    private string NextKey() => FormattableString.Invariant($"{prefix}/{number}");

    private static T Pick<T>(List<T> all, Step step) => all[^(1 + (step.Pick % all.Count))];

    private static string Answer<TRefusal>(Outcome<Posted, TRefusal> outcome)
        where TRefusal : struct, Enum =>
        outcome.Refusal?.ToString() ?? (outcome.Value.WasThere ? ListModel.Again : ListModel.Ok);

    private sealed record Booked(int Who, NewEntry Entry)
    {
        public long EntryId { get; set; }

        public long Points => Math.Abs(Entry.Legs[1].Points);
    }

    private sealed record Taken(int Who, long Points, string Key, bool IsHold);
}

/// <summary>A history went another way than the model; the message holds what plays it again.</summary>
public sealed class HistoryException(string message, Exception inner) : Exception(message, inner);
