using Leap.Audit;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Audit;

internal static class Records
{
    extension(LeapDb db)
    {
        /// <summary>Each record in a line, in the order of writing: who, what, to what, before, after, why.</summary>
        public async Task<IReadOnlyList<string>> AuditAsync(params AuditAction[] actions)
        {
            var records = await db.AuditRecords.AsNoTracking().Where(r => actions.Contains(r.Action)).OrderBy(r => r.Id).ToListAsync();
            return records.ConvertAll(r => FormattableString.Invariant(
                $"{r.ActorId} {r.Action} {r.ObjectKind}/{r.ObjectId} {r.Label}: {r.Before ?? "-"} > {r.After ?? "-"}; {r.Reason}"));
        }
    }
}
