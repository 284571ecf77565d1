using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>Records passed modules; the first pass of each version earns the module's points and what promotions add (C3).</summary>
public sealed class RecordCompletions(LeapDb db, Journal journal, Referees referees, EarnPoints earnPoints, Calendar calendar)
{
    public enum Refusal
    {
        UnknownModule,
        InTheFuture,
        BadScore,
        NotPassed,
        NotAMemberThen,
        AlreadyRecorded,
    }

    /// <summary>Days before a certification lapses in which a renewal counts from the old date (C6).</summary>
    public const int RenewalDays = 90;

    /// <returns>For each, in order, the completion's id or why it was refused; the others are not held up.</returns>
    public async Task<IReadOnlyList<Outcome<long, Refusal>>> RunAsync(IReadOnlyList<NewCompletion> completions, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var outcomes = await RunInsideAsync(completions, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return outcomes;
    }

    /// <summary>As <see cref="RunAsync"/>, inside the caller's transaction.</summary>
    public async Task<IReadOnlyList<Outcome<long, Refusal>>> RunInsideAsync(
        IReadOnlyList<NewCompletion> completions, CancellationToken cancel)
    {
        await journal.LockAsync(cancel);
        var desk = await LoadAsync(completions, cancel);
        var outcomes = new Outcome<long, Refusal>[completions.Count];
        var accepted = new List<(int Index, Completion Completion, bool IsFirst)>();
        for (var i = 0; i < completions.Count; i++)
        {
            if (Refuse(completions[i], desk) is { } refusal)
            {
                outcomes[i] = refusal;
                continue;
            }

            var completion = ToCompletion(completions[i], desk);
            var earlier = desk.Earlier[(completion.PersonId, completion.ModuleId)];
            accepted.Add((i, completion, earlier.TrueForAll(e => e.Version != completion.ModuleVersion)));
            earlier.Add(new Pass(completion.ModuleVersion, completion.CompletedOn, completion.ValidUntilOn));
        }

        await db.InsertAsync([.. accepted.Select(a => a.Completion)], cancel);
        await earnPoints.BookAsync([.. accepted.Where(a => a.IsFirst).Select(a => Judge(a.Completion, desk))], cancel);
        accepted.ForEach(a => outcomes[a.Index] = a.Completion.Id);
        return outcomes;
    }

    private async Task<Desk> LoadAsync(IReadOnlyList<NewCompletion> completions, CancellationToken cancel)
    {
        var people = completions.Select(c => c.PersonId).Distinct().ToList();
        var modules = completions.Select(c => c.ModuleId).Distinct().ToList();
        var passes = await db.Completions.AsNoTracking()
            .Where(c => people.Contains(c.PersonId) && modules.Contains(c.ModuleId))
            .Select(c => new { c.PersonId, c.ModuleId, Pass = new Pass(c.ModuleVersion, c.CompletedOn, c.ValidUntilOn) })
            .ToListAsync(cancel);
        var earlier = completions.Select(c => (c.PersonId, c.ModuleId)).Distinct().ToDictionary(key => key, _ => new List<Pass>());
        foreach (var pass in passes.Where(p => earlier.ContainsKey((p.PersonId, p.ModuleId))))
        {
            earlier[(pass.PersonId, pass.ModuleId)].Add(pass.Pass);
        }

        return new Desk(
            await db.Modules.AsNoTracking().Where(m => modules.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel),
            await Workplaces.LoadAsync(db, people, cancel),
            earlier,
            await referees.ForAsync(people, cancel));
    }

    private Refusal? Refuse(NewCompletion completion, Desk desk)
    {
        if (!desk.Modules.TryGetValue(completion.ModuleId, out var module))
        {
            return Refusal.UnknownModule;
        }

        if (completion.CompletedOn > calendar.Today)
        {
            return Refusal.InTheFuture;
        }

        if (completion.ScorePercent is < 0 or > 100)
        {
            return Refusal.BadScore;
        }

        if (completion.ScorePercent < module.PassPercent)
        {
            return Refusal.NotPassed;
        }

        if (desk.Workplaces.On(completion.PersonId, completion.CompletedOn) is null)
        {
            return Refusal.NotAMemberThen;
        }

        return desk.Earlier[(completion.PersonId, completion.ModuleId)].Exists(e => e.CompletedOn == completion.CompletedOn)
            ? Refusal.AlreadyRecorded
            : null;
    }

    private static Completion ToCompletion(NewCompletion completion, Desk desk)
    {
        var module = desk.Modules[completion.ModuleId];
        var held = desk.Earlier[(completion.PersonId, completion.ModuleId)]
            .Where(e => e.ValidUntilOn >= completion.CompletedOn && e.ValidUntilOn <= completion.CompletedOn.AddDays(RenewalDays))
            .Max(e => e.ValidUntilOn);
        return new Completion
        {
            PersonId = completion.PersonId,
            FirmId = desk.Workplaces.On(completion.PersonId, completion.CompletedOn)!.FirmId,
            ModuleId = module.Id,
            ModuleVersion = module.Version,
            CompletedOn = completion.CompletedOn,
            ScorePercent = completion.ScorePercent,
            ValidUntilOn = module.ValidMonths is { } months ? (held ?? completion.CompletedOn.AddDays(-1)).AddMonths(months) : null,
        };
    }

    private static Earning Judge(Completion completion, Desk desk)
    {
        var module = desk.Modules[completion.ModuleId];
        var workplace = desk.Workplaces.On(completion.PersonId, completion.CompletedOn)!;
        var lineKey = $"module/{module.Id}/v{module.Version}/person/{completion.PersonId}";
        var facts = ExtraPoints.FactsOf(module.Family, workplace.Country, workplace.Tier, completion.CompletedOn);
        var own = new EarnedGrant(
            lineKey, null, null, 0, false, 0, module.Points, Fraction.Zero, 1,
            [new Reason("why.module", new ReasonValue("count", module.Points))]);
        return new Earning
        {
            Key = $"completion/{completion.Id}",
            Cause = module.Code,
            Activity = Activity.Course,
            SourceId = completion.Id,
            PersonId = completion.PersonId,
            FirmId = completion.FirmId,
            EarnedOn = completion.CompletedOn,
            Grants = [own, .. desk.Referee.Judge(completion.PersonId, [facts]).Awarded.Select(g => EarnedGrant.From(g, lineKey, null))],
        };
    }

    private sealed record Pass(int Version, DateOnly CompletedOn, DateOnly? ValidUntilOn);

    private sealed record Desk(
        Dictionary<long, Module> Modules,
        Workplaces Workplaces,
        Dictionary<(long PersonId, long ModuleId), List<Pass>> Earlier,
        Referee Referee);
}

public sealed record NewCompletion(long PersonId, long ModuleId, DateOnly CompletedOn, int ScorePercent);
