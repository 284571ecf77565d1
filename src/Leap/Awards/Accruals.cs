using System.Data.Common;
using Leap.Data;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Awards;

/// <summary>Reads and keeps the fractions that wait until they make a point (L14).</summary>
public sealed class Accruals(LeapDb db)
{
    /// <summary>What an award's fraction changes by; negative when it is given back.</summary>
    public readonly record struct Change(long PersonId, long? PromotionId, Fraction Fraction);

    public Task<Dictionary<(long PromotionId, long PersonId), Fraction>> OfAsync(
        IReadOnlyCollection<long> personIds, CancellationToken cancel) =>
        db.Accruals.AsNoTracking()
            .Where(a => personIds.Contains(a.PersonId))
            .ToDictionaryAsync(a => (a.PromotionId, a.PersonId), a => a.Carried, cancel);

    /// <summary>
    /// Inside the caller's transaction, which must be the only one that judges or settles: it has called
    /// <see cref="Ledger.Journal.LockAsync"/> before it read what it decided on.
    /// </summary>
    public async Task AddAsync(IEnumerable<Change> changes, CancellationToken cancel)
    {
        var sums = new SortedDictionary<(long PromotionId, long PersonId), Fraction>();
        foreach (var change in changes.Where(c => c.PromotionId is not null && c.Fraction != Fraction.Zero))
        {
            var key = (change.PromotionId!.Value, change.PersonId);
            sums[key] = sums.GetValueOrDefault(key) + change.Fraction;
        }

        if (sums.Count == 0)
        {
            return;
        }

        var before = await OfAsync([.. sums.Keys.Select(k => k.PersonId).Distinct()], cancel);
        await using var command = Upsert();
        foreach (var (key, sum) in sums.Where(s => s.Value != Fraction.Zero))
        {
            command.Parameters[0].Value = key.PersonId;
            command.Parameters[1].Value = key.PromotionId;
            command.Parameters[2].Value = (before.GetValueOrDefault(key) + sum).ToString();
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private DbCommand Upsert()
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText =
            """
            INSERT INTO accruals (person_id, promotion_id, carried) VALUES (@person_id, @promotion_id, @carried)
            ON CONFLICT (person_id, promotion_id) DO UPDATE SET carried = excluded.carried
            """;
        foreach (var name in (string[])["person_id", "promotion_id", "carried"])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
