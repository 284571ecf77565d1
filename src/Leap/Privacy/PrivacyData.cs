using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>What was asked of this feature itself.</summary>
internal static class PrivacyData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(DataExport),
            "downloads",
            Fate.Deleted,
            (db, id) => db.DataExports.Where(e => e.PersonId == id).Select(e => new { e.AskedAt, e.WrittenAt, e.UntilAt }),
            [nameof(DataExport.PersonId)])
            .Erases((db, leaver, cancel) => db.DataExports.Where(e => e.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(Erasure),
            "erasures",
            Fate.Kept,
            (db, id) => db.Erasures.Where(e => e.PersonId == id)
                .OrderBy(e => e.Id)
                .Select(e => new { e.Reason, e.AskedAt, e.DueAt, e.CancelledAt, e.DoneAt }),
            [nameof(Erasure.PersonId), nameof(Erasure.AskedById)]),
    ];
}
