using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>What an erasure of a person would do: how many rows each table loses or keeps, and what becomes of the points.</summary>
/// <param name="Pseudonym">An example; the real one is drawn when it happens.</param>
/// <param name="Planned">The erasure that waits; null when none is asked for.</param>
public sealed record ErasurePreview(
    IReadOnlyList<(PersonalTable Table, int Rows)> Tables, ErasurePreview.Points Balance, string Pseudonym, Erasure? Planned)
{
    /// <summary>All above zero; of a debt, what is owed.</summary>
    public sealed record Points(long Available, long Pending, long Held, long Debt);

    public static async Task<ErasurePreview> ReadAsync(LeapDb db, long personId, Languages languages, CancellationToken cancel)
    {
        var counts = await PersonalData.CountAsync(db, personId, cancel);
        var ids = new[]
        {
            AccountRef.Available(personId).Id, AccountRef.Pending(personId).Id, AccountRef.Held(personId).Id, AccountRef.Debt(personId).Id,
        };
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Kind, a => Math.Abs(a.Points ?? 0), cancel);
        return new(
            [.. PersonalData.Tables.Zip(counts).Where(t => t.Second > 0)],
            new Points(
                accounts.GetValueOrDefault(AccountKind.Available),
                accounts.GetValueOrDefault(AccountKind.Pending),
                accounts.GetValueOrDefault(AccountKind.Held),
                accounts.GetValueOrDefault(AccountKind.Debt)),
            languages.Programme.Text("privacy.pseudonym", ("code", "4f3a")),
            await db.Erasures.AsNoTracking()
                .FirstOrDefaultAsync(e => e.PersonId == personId && e.CancelledAt == null && e.DoneAt == null, cancel));
    }
}
