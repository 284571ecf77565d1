using System.Text;
using Leap.Data;
using Leap.Imports;
using Leap.Joining;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Terms;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// How someone came in, what they agreed to, and what they did for a firm's domains and the programme's terms. Whoever asked or was asked
/// before there was an account is found by the address.
/// </summary>
internal static class JoiningData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(JoinLink),
            "join-links",
            Fate.Deleted,
            (db, id) => JoinLinks(db, id).OrderBy(l => l.Id).Select(l => new { l.Address, l.ExpiresAt, l.UsedAt }),
            [nameof(JoinLink.Address), nameof(JoinLink.NormalizedAddress)])
            .Erases((db, leaver, cancel) => JoinLinks(db, leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(JoinRequest),
            "join-requests",
            Fate.Deleted,
            (db, id) => Requests(db, id).OrderBy(r => r.Id)
                .Select(r => new { r.Address, r.Name, r.Language, r.AskedAt, r.State, r.DecidedAt, r.Reason }),
            [
                nameof(JoinRequest.Address), nameof(JoinRequest.NormalizedAddress), nameof(JoinRequest.Name),
                nameof(JoinRequest.DecidedById),
            ])
            .Erases((db, leaver, cancel) => Requests(db, leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(Invitation),
            "invitations",
            Fate.Deleted,
            (db, id) => Invitations(db, id).OrderBy(i => i.Id)
                .Select(i => new { i.Address, i.Name, i.Language, i.Personas, i.SentAt, i.ExpiresAt, i.AcceptedAt, i.RevokedAt }),
            [
                nameof(Invitation.Address), nameof(Invitation.NormalizedAddress), nameof(Invitation.Name), nameof(Invitation.PersonId),
                nameof(Invitation.InvitedById),
            ])
            .Erases((db, leaver, cancel) => Invitations(db, leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(TermsAcceptance),
            "terms-accepted",
            Fate.Blanked,
            (db, id) => db.TermsAcceptances.Where(a => a.PersonId == id)
                .OrderBy(a => a.Id)
                .Select(a => new
                {
                    Version = a.TermsNumber, IsForFirm = a.FirmId != null, a.Language, a.AcceptedAt, a.NetworkAddress, a.SignatoryName,
                    a.SignatoryTitle,
                }),
            [
                nameof(TermsAcceptance.PersonId), nameof(TermsAcceptance.NetworkAddress), nameof(TermsAcceptance.SignatoryName),
                nameof(TermsAcceptance.SignatoryTitle),
            ])
            .Erases((db, leaver, cancel) => db.TermsAcceptances.Where(a => a.PersonId == leaver.PersonId).ExecuteUpdateAsync(
                set => set
                    .SetProperty(a => a.NetworkAddress, (string?)null)
                    .SetProperty(a => a.SignatoryName, a => a.SignatoryName == "" ? "" : leaver.Pseudonym)
                    .SetProperty(a => a.SignatoryTitle, ""),
                cancel)),
        PersonalTable.Of(
            typeof(TermsVersion),
            "terms-published",
            Fate.Kept,
            (db, id) => db.TermsVersions.Where(v => v.PublishedById == id)
                .OrderBy(v => v.Number)
                .Select(v => new { v.Number, v.PublishedAt }),
            [nameof(TermsVersion.PublishedById)]),
        PersonalTable.Of(
            typeof(FirmDomain),
            "firm-domains",
            Fate.Kept,
            (db, id) => db.FirmDomains.Where(d => d.AddedById == id || d.ConfirmedById == id)
                .OrderBy(d => d.Id)
                .Select(d => new { d.Domain, IsAddedByMe = d.AddedById == id, IsConfirmedByMe = d.ConfirmedById == id }),
            [nameof(FirmDomain.AddedById), nameof(FirmDomain.ConfirmedById)]),
        PersonalTable.Of(
            typeof(Upload),
            "uploads",
            Fate.Deleted,
            (db, id) => db.Uploads.Where(u => u.PersonId == id)
                .OrderBy(u => u.Id)
                .Select(u => new { u.Subject, u.FileName, u.UploadedAt }),
            [nameof(Upload.PersonId), nameof(Upload.FileName)])
            .Erases(EraseUploadsAsync),
    ];

    private static IQueryable<string?> Address(LeapDb db, long personId) =>
        db.People.Where(p => p.Id == personId && p.NormalizedEmail != null).Select(p => p.NormalizedEmail);

    private static IQueryable<JoinLink> JoinLinks(LeapDb db, long personId)
    {
        var address = Address(db, personId);
        return db.JoinLinks.Where(l => address.Contains(l.NormalizedAddress));
    }

    private static IQueryable<Invitation> Invitations(LeapDb db, long personId)
    {
        var address = Address(db, personId);
        return db.Invitations.Where(i => i.PersonId == personId || address.Contains(i.NormalizedAddress));
    }

    private static IQueryable<JoinRequest> Requests(LeapDb db, long personId)
    {
        var address = Address(db, personId);
        var invitations = Invitations(db, personId).Select(i => (long?)i.Id);
        return db.JoinRequests.Where(r => invitations.Contains(r.InvitationId) || address.Contains(r.NormalizedAddress));
    }

    /// <summary>Files that wait to be imported: the person's own, and those of others that name the person.</summary>
    private static async Task EraseUploadsAsync(LeapDb db, Leaver leaver, CancellationToken cancel)
    {
        await db.Uploads.Where(u => u.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel);
        foreach (var uploadId in await db.Uploads.Select(u => u.Id).ToListAsync(cancel))
        {
            var content = await db.Uploads.Where(u => u.Id == uploadId).Select(u => u.Content).SingleAsync(cancel);
            var text = Encoding.UTF8.GetString(content);
            if (leaver.Traces.Any(trace => text.Contains(trace, StringComparison.OrdinalIgnoreCase)))
            {
                await db.Uploads.Where(u => u.Id == uploadId).ExecuteDeleteAsync(cancel);
            }
        }
    }
}
