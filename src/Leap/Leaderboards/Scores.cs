using System.Data.Common;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Leaderboards;

/// <summary>Keeps the boards' scores in the transaction that earns or takes back points.</summary>
public sealed class Scores(LeapDb db, Calendar calendar)
{
    /// <summary>Points earned by a person on a day; negative when taken back.</summary>
    public readonly record struct Change(long PersonId, long FirmId, DateOnly EarnedOn, long Learning, long Selling);

    /// <summary>Adds to month, quarter and season of the day; what belongs to a frozen period counts in today's instead (R3).</summary>
    public async Task AddAsync(IReadOnlyCollection<Change> changes, CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var frozen = (await db.FrozenPeriods.Select(f => f.Period).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var today = calendar.PeriodsOf(calendar.Today);
        var sums = new SortedDictionary<(string Period, long PersonId), (long FirmId, long Learning, long Selling)>();
        foreach (var change in changes)
        {
            var periods = calendar.PeriodsOf(change.EarnedOn);
            for (var i = 0; i < periods.Count; i++)
            {
                var key = (frozen.Contains(periods[i].Key) ? today[i].Key : periods[i].Key, change.PersonId);
                var sum = sums.GetValueOrDefault(key);
                sums[key] = (change.FirmId, sum.Learning + change.Learning, sum.Selling + change.Selling);
            }
        }

        await using var command = Upsert();
        foreach (var ((period, personId), sum) in sums)
        {
            object[] values = [period, personId, sum.FirmId, sum.Learning, sum.Selling];
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private DbCommand Upsert()
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText =
            """
            INSERT INTO scores (period, person_id, firm_id, learning, selling, total)
            VALUES (
                @period, @person_id, COALESCE((SELECT merged_into_id FROM firms WHERE id = @firm_id), @firm_id),
                @learning, @selling, @learning + @selling)
            ON CONFLICT (period, person_id) DO UPDATE SET
                firm_id = excluded.firm_id,
                learning = scores.learning + excluded.learning,
                selling = scores.selling + excluded.selling,
                total = scores.total + excluded.total
            """;
        foreach (var name in (string[])["period", "person_id", "firm_id", "learning", "selling"])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
