using System.Globalization;
using System.Security.Claims;
using Leap.Access;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Terms;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Access;

/// <summary>The signed-in person of this request, read once: who they are, where they work, what they may do.</summary>
public sealed class Me(LeapSettings settings)
{
    private Facts? facts;
    private DateTime loadedAt;
    private HashSet<Permission> permissions = [];

    public sealed record Facts(
        Session Session,
        long PersonId,
        string Name,
        string Language,
        StaffRole? Staff,
        long? FirmId,
        string FirmName,
        string Country,
        Tier Tier,
        Personas Personas,
        bool EveryoneMayDoAll,
        SuspensionReason? FirmSuspendedFor,
        bool HasRecord,
        bool OwesTerms,
        string? TimeZone,
        string HomeCountry);

    public bool IsSignedIn => facts is not null;

    public long PersonId => Signed.PersonId;

    public long SessionId => Signed.Session.Id;

    /// <summary>Whether the person has proved lately who they are; see <see cref="ConfirmedAttribute"/>.</summary>
    public bool IsConfirmed => facts is not null && loadedAt - facts.Session.ConfirmedAt < Session.ConfirmedFor;

    /// <summary>Whether it is time to note that the session is alive.</summary>
    public bool IsSeenLongAgo => facts is not null && loadedAt - facts.Session.SeenAt >= Session.SeenEvery;

    public string Name => Signed.Name;

    /// <summary>The language that the person chose.</summary>
    public string Language => Signed.Language;

    /// <summary>Null for those who do nothing for the programme.</summary>
    public StaffRole? Staff => facts?.Staff;

    /// <summary>Whether the person is a member of a firm today.</summary>
    public bool IsParticipant => facts?.FirmId is not null;

    /// <summary>Throws when <see cref="IsParticipant"/> is false.</summary>
    public long FirmId => Signed.FirmId!.Value;

    public string FirmName => Signed.FirmName;

    /// <summary>The firm's country, or the person's own.</summary>
    public string Country => Signed.Country;

    public Tier Tier => Signed.Tier;

    /// <summary>In which the person reads times; the programme's for visitors.</summary>
    public TimeZoneInfo Zone => facts is null
        ? TimeZoneInfo.FindSystemTimeZoneById(settings.Programme.TimeZone)
        : PersonZone.Of(facts.TimeZone, facts.HomeCountry, settings.Programme);

    /// <summary>Why the firm's people can't report sales; null while they can.</summary>
    public SuspensionReason? FirmSuspendedFor => facts?.FirmSuspendedFor;

    /// <summary>False of everything while nobody is signed in.</summary>
    public bool May(Permission permission) => permissions.Contains(permission);

    /// <summary>Whether a participant has yet to agree to the terms in force.</summary>
    public bool OwesTerms => IsParticipant && Signed.OwesTerms;

    /// <summary>One or two letters for the account button.</summary>
    public string Initials
    {
        get
        {
            var words = Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var letters = words.Length > 1 ? First(words[0]) + First(words[^1]) : First(Name);
            return letters.ToUpper(CultureInfo.InvariantCulture);

            static string First(string word) => StringInfo.GetNextTextElement(word);
        }
    }

    private Facts Signed => facts ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>
    /// Leaves it empty when nobody is signed in, when the session is over or lacks what staff need, or when the account is gone or
    /// suspended. One query.
    /// </summary>
    public async Task LoadAsync(ClaimsPrincipal user, LeapDb db, Programmes.Calendar calendar, CancellationToken cancel)
    {
        if (!TryRead(user, ClaimTypes.NameIdentifier, out var id) || !TryRead(user, Entrance.SessionClaim, out var sessionId))
        {
            return;
        }

        var today = calendar.Today;
        var memberships = db.Memberships.AsNoTracking();
        var firms = db.Firms.AsNoTracking();
        var terms = CurrentTerms.Until(db, today);
        var accepted = db.TermsAcceptances.Where(a => a.PersonId == id && a.FirmId == null);
        var sessions = db.Sessions.AsNoTracking();
        loadedAt = calendar.Now;
        var found = await (
            from person in db.People.AsNoTracking()
            where person.Id == id && person.SuspendedAt == null
            from session in sessions.Where(s => s.Id == sessionId && s.PersonId == person.Id)
            from membership in memberships.Where(m => m.PersonId == id && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
                .DefaultIfEmpty()
            from firm in firms.Where(f => f.Id == membership!.FirmId).DefaultIfEmpty()
            select new Facts(
                session,
                person.Id,
                person.Name,
                person.Language,
                person.Staff,
                firm == null ? null : firm.Id,
                firm == null ? "" : firm.Name,
                firm == null ? person.Country : firm.Country,
                firm == null ? Tier.Authorized : firm.Tier,
                membership == null ? Personas.None : membership.Personas,
                firm != null && firm.EveryoneMayDoAll,
                firm == null ? null : firm.SuspendedFor,
                person.Staff == null || memberships.Any(m => m.PersonId == id),
                (terms.Max(v => (int?)v.Number) ?? 0) > (accepted.Max(a => (int?)a.TermsNumber) ?? 0),
                person.TimeZone,
                person.Country)).FirstOrDefaultAsync(cancel);
        var isStaff = found?.Staff is not null;
        facts = found is null || found.Session.IsOver(loadedAt, isStaff) || (isStaff && !found.Session.IsFull) ? null : found;
        permissions = facts is null ? [] : Granted(facts);
    }

    private static bool TryRead(ClaimsPrincipal user, string claim, out long id) =>
        long.TryParse(user.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static HashSet<Permission> Granted(Facts facts)
    {
        var granted = new HashSet<Permission>();
        if (facts.HasRecord)
        {
            granted.UnionWith(Permissions.OfParticipants);
        }

        if (facts.FirmId is not null)
        {
            granted.UnionWith(Permissions.OfMember(facts.Personas, facts.EveryoneMayDoAll));
        }

        if (facts.Staff is { } staff)
        {
            granted.UnionWith(Permissions.Of(staff));
        }

        return granted;
    }
}
