using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>Keeps that a person agrees to the terms in force, for themselves. Once is enough: again changes nothing.</summary>
public sealed class AcceptTerms(LeapDb db, CurrentTerms current, Calendar calendar)
{
    public enum Refusal
    {
        NotCurrent,
    }

    /// <param name="yes">What the person read; its network address is null where there is none.</param>
    public async Task<Outcome<TermsAcceptance, Refusal>> RunAsync(long personId, TermsYes yes, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await current.NumberAsync(cancel) != yes.Number)
        {
            return Refusal.NotCurrent;
        }

        var own = db.TermsAcceptances.AsNoTracking().Where(a => a.PersonId == personId && a.FirmId == null);
        if (await own.FirstOrDefaultAsync(a => a.TermsNumber == yes.Number, cancel) is { } before)
        {
            return before;
        }

        var acceptance = yes.For(personId, calendar.Now);
        db.Add(acceptance);
        await write.CommitAsync(cancel);
        return acceptance;
    }
}

/// <summary>A yes on its way in: to which version, read in which language, from where.</summary>
public sealed record TermsYes(int Number, string Language, string? NetworkAddress)
{
    public TermsAcceptance For(long personId, DateTime now, long? firmId = null) => new()
    {
        TermsNumber = Number,
        PersonId = personId,
        FirmId = firmId,
        Language = Language,
        AcceptedAt = now,
        NetworkAddress = NetworkAddress,
    };
}
