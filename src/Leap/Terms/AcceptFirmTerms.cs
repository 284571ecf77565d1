using Leap.Audit;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>Keeps that a firm agrees to the terms in force, by its signatory: a firm admin of today (A2).</summary>
public sealed class AcceptFirmTerms(LeapDb db, CurrentTerms current, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NameMissing,
        TitleMissing,
        TooLong,
        NotASignatory,
        NotCurrent,
        AlreadyAccepted,
    }

    /// <summary>Who signs for which firm, with name and title as typed.</summary>
    public sealed record Signature(long PersonId, long FirmId, string Name, string Title);

    public async Task<Outcome<TermsAcceptance, Refusal>> RunAsync(Signature typed, TermsYes yes, CancellationToken cancel)
    {
        var signed = typed with { Name = typed.Name.Trim(), Title = typed.Title.Trim() };
        if (RefuseShape(signed) is { } misshapen)
        {
            return misshapen;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var today = calendar.Today;
        var isSignatory = await db.Memberships.AnyAsync(
            m => m.PersonId == signed.PersonId && m.FirmId == signed.FirmId && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today)
                && (m.Personas & Personas.FirmAdmin) != Personas.None,
            cancel);
        if (!isSignatory)
        {
            return Refusal.NotASignatory;
        }

        if (await current.NumberAsync(cancel) != yes.Number)
        {
            return Refusal.NotCurrent;
        }

        if (await db.TermsAcceptances.AnyAsync(a => a.FirmId == signed.FirmId && a.TermsNumber == yes.Number, cancel))
        {
            return Refusal.AlreadyAccepted;
        }

        var acceptance = yes.For(signed.PersonId, calendar.Now, signed.FirmId);
        (acceptance.SignatoryName, acceptance.SignatoryTitle) = (signed.Name, signed.Title);
        db.Add(acceptance);
        auditLog.Add(new AuditEntry(AuditAction.TermsAcceptedForFirm, AuditObject.Firm, signed.FirmId)
        {
            ActorId = signed.PersonId,
            After = [(AuditField.Version, yes.Number)],
        });
        await write.CommitAsync(cancel);
        return acceptance;
    }

    private static Refusal? RefuseShape(Signature signed) => signed switch
    {
        { Name.Length: 0 } => Refusal.NameMissing,
        { Title.Length: 0 } => Refusal.TitleMissing,
        { Name.Length: > TermsAcceptance.SignatoryMax } or { Title.Length: > TermsAcceptance.SignatoryMax } => Refusal.TooLong,
        _ => null,
    };
}
