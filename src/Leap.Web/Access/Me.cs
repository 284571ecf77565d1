using System.Globalization;
using System.Security.Claims;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Access;

/// <summary>The signed-in person of this request, read once: who they are, where they work, what they may do.</summary>
public sealed class Me
{
    private Facts? facts;

    public sealed record Facts(
        long PersonId,
        string Name,
        string Language,
        StaffRole? Staff,
        long? FirmId,
        string FirmName,
        string Country,
        Tier Tier,
        Personas Personas);

    public bool IsSignedIn => facts is not null;

    public long PersonId => Signed.PersonId;

    public string Name => Signed.Name;

    /// <summary>The language that the person chose.</summary>
    public string Language => Signed.Language;

    public bool IsManager => facts?.Staff == StaffRole.Manager;

    /// <summary>Whether the person is a member of a firm today.</summary>
    public bool IsParticipant => facts?.FirmId is not null;

    /// <summary>Throws when <see cref="IsParticipant"/> is false.</summary>
    public long FirmId => Signed.FirmId!.Value;

    public string FirmName => Signed.FirmName;

    /// <summary>The firm's country, or the person's own.</summary>
    public string Country => Signed.Country;

    public Tier Tier => Signed.Tier;

    public bool Has(Personas persona) => facts is not null && (facts.Personas & persona) != Personas.None;

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

    /// <summary>Leaves it empty when nobody is signed in, or when the account is gone or suspended.</summary>
    public async Task LoadAsync(ClaimsPrincipal user, LeapDb db, Programmes.Calendar calendar, CancellationToken cancel)
    {
        if (!long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return;
        }

        var today = calendar.Today;
        var memberships = db.Memberships.AsNoTracking();
        var firms = db.Firms.AsNoTracking();
        facts = await (
            from person in db.People.AsNoTracking()
            where person.Id == id && person.SuspendedAt == null
            from membership in memberships.Where(m => m.PersonId == id && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
                .DefaultIfEmpty()
            from firm in firms.Where(f => f.Id == membership!.FirmId).DefaultIfEmpty()
            select new Facts(
                person.Id,
                person.Name,
                person.Language,
                person.Staff,
                firm == null ? null : firm.Id,
                firm == null ? "" : firm.Name,
                firm == null ? person.Country : firm.Country,
                firm == null ? Tier.Authorized : firm.Tier,
                membership == null ? Personas.None : membership.Personas)).FirstOrDefaultAsync(cancel);
    }
}
