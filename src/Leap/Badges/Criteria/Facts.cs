using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Badges.Criteria;

/// <summary>The question that most criteria ask: on which day did someone's running sum over their facts first reach a number.</summary>
internal static class Facts
{
    /// <param name="parameters">What the query's `{0}`, `{1}` … stand for.</param>
    public static async Task<IReadOnlyList<Winner>> FirstReachedAsync(
        LeapDb db, FactQuery query, long needed, object[] parameters, CancellationToken cancel)
    {
        var sql =
            $$"""
            SELECT person_id AS "PersonId", MIN(day) AS "WonOn" FROM (
                SELECT {{query.Person}} AS person_id, {{query.Day}} AS day,
                    SUM({{query.Amount}}) OVER (
                        PARTITION BY {{query.Person}} ORDER BY {{query.Day}}, {{query.Id}} ROWS UNBOUNDED PRECEDING) AS reached
                {{query.Source}}
            ) AS facts WHERE reached >= {{{parameters.Length}}} GROUP BY person_id
            """;
        return await db.Database.SqlQueryRaw<Winner>(sql, [.. parameters, needed]).ToListAsync(cancel);
    }
}

/// <summary>The parts of a query over one kind of fact; all are constants of this program, never typed by anyone.</summary>
/// <param name="Source">FROM and WHERE.</param>
/// <param name="Id">Orders the facts of one day.</param>
/// <param name="Amount">What is summed; 1 counts.</param>
internal sealed record FactQuery(string Source, string Person, string Day, string Id, string Amount);
