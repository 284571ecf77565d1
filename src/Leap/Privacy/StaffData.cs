using System.Globalization;
using Leap.Audit;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>What people with power did, and what was done to someone. These records hold numbers and codes, never a name.</summary>
internal static class StaffData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(AuditRecord),
            "audit-records",
            Fate.Kept,
            (db, id) => db.AuditRecords
                .Where(r => r.ActorId == id
                    || (r.ObjectKind == AuditObject.Person && r.ObjectId == id.ToString(CultureInfo.InvariantCulture)))
                .OrderBy(r => r.Id)
                .Select(r => new { r.At, IsByMe = r.ActorId == id, r.Action, r.ObjectKind, r.ObjectId, r.Before, r.After, r.Reason }),
            [nameof(AuditRecord.ActorId), nameof(AuditRecord.Label)]),
        PersonalTable.Of(
            typeof(Closing),
            "books-closed",
            Fate.Kept,
            (db, id) => db.Closings.Where(c => c.ClosedBy == id).OrderBy(c => c.UntilOn).Select(c => new { c.UntilOn, c.ClosedAt }),
            [nameof(Closing.ClosedBy)]),
    ];
}
