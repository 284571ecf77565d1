using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Makes statements as of a close: by what the ledger said at its head, not by what it says now, so that a late run makes the same (T2).
/// A fixed number of reads for all the people asked for.
/// </summary>
public sealed class StatementSheets(LeapDb db, Movements movements)
{
    private EarnedNames? names;

    /// <summary>In the order asked for. Reads in a snapshot of its own.</summary>
    /// <param name="places">Of the span's period, as of its close.</param>
    public async Task<IReadOnlyList<(long PersonId, StatementSheet Sheet)>> ReadAsync(
        IReadOnlyList<long> personIds, StatementSpan span, PeriodPlaces places, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var figures = await movements.ReadAsync(personIds, span.AfterEntryId, span.HeadEntryId, cancel);
        names ??= await EarnedNames.LoadAsync(db, cancel);
        var groups = await StatementParts.ReadAsync(db, names, figures, span, cancel);
        var pending = figures.Where(f => f.Pending > 0).ToDictionary(f => f.PersonId, f => f.Pending);
        var releases = await Releases.ReadAsync(db, pending, span, cancel);
        var expiring = await Expiring.ReadAsync(db, personIds, span, cancel);
        var workplaces = await Workplaces.LoadAsync(db, personIds, cancel);
        return [.. figures.Select(of => (of.PersonId, new StatementSheet
        {
            MonthOn = span.Period.FromOn,
            PeriodKey = span.Period.Key,
            Quarter = span.Period.Kind == PeriodKind.Month ? null : span.Period,
            Opening = of.Opening,
            Groups = groups[of.PersonId],
            Closing = of.Closing,
            Pending = of.Pending,
            Releases = releases.GetValueOrDefault(of.PersonId) ?? [],
            Expiring = [.. expiring[of.PersonId]],
            Standing = places.Of(of.PersonId, workplaces.On(of.PersonId, span.Period.LastOn)?.Tier),
            Head = span.Head,
        }))];
    }

    /// <summary>What a statement was sent with; one from before that was stored is made again, as of its own head.</summary>
    public async Task<StatementSheet> OfAsync(Statement statement, Period period, CancellationToken cancel)
    {
        if (statement.Inputs.Length > 0)
        {
            return StatementSheet.FromJson(statement.Inputs);
        }

        var span = new StatementSpan(
            period, statement.Zone, statement.IssuedAt, statement.AfterEntryId, statement.HeadEntryId, statement.Head);
        return (await ReadAsync([statement.PersonId], span, PeriodPlaces.None, cancel))[0].Sheet;
    }
}
