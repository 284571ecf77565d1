using Leap.Data;
using Leap.Ledger;
using Leap.Members;

namespace Leap.Statements;

/// <summary>
/// Whose points are summed. A firm is the people who are members of it today, and a country the people who live there today: they bring
/// all their points with them, so that countries add up to the programme, and closing is the next period's opening.
/// </summary>
public sealed record MovementScope
{
    private readonly ScopeKind kind;
    private readonly long id;
    private readonly string country = "";

    private MovementScope(ScopeKind kind, long id = 0, string country = "") => (this.kind, this.id, this.country) = (kind, id, country);

    private enum ScopeKind
    {
        Programme,
        Country,
        Firm,
        Person,
    }

    public static MovementScope Programme { get; } = new(ScopeKind.Programme);

    /// <param name="alpha2">ISO 3166-1.</param>
    public static MovementScope Country(string alpha2) => new(ScopeKind.Country, country: alpha2);

    public static MovementScope Firm(long firmId) => new(ScopeKind.Firm, firmId);

    public static MovementScope Person(long personId) => new(ScopeKind.Person, personId);

    /// <summary>Postings on the accounts of the people of this scope: available, held, debt and pending.</summary>
    internal IQueryable<Posting> Postings(LeapDb db, DateOnly today)
    {
        var postings = db.Postings;
        if (kind == ScopeKind.Programme)
        {
            return postings.Where(p => p.AccountId % 16 == (long)AccountKind.Available
                || p.AccountId % 16 == (long)AccountKind.Held
                || p.AccountId % 16 == (long)AccountKind.Debt
                || p.AccountId % 16 == (long)AccountKind.Pending);
        }

        var accounts = Accounts(db, today).Select(a => a.Id);
        return postings.Where(p => accounts.Contains(p.AccountId));
    }

    /// <summary>The same accounts with their stored balances.</summary>
    internal IQueryable<Account> Accounts(LeapDb db, DateOnly today)
    {
        var accounts = db.Accounts.Where(a => a.Kind == AccountKind.Available
            || a.Kind == AccountKind.Held
            || a.Kind == AccountKind.Debt
            || a.Kind == AccountKind.Pending);
        if (kind == ScopeKind.Programme)
        {
            return accounts;
        }

        var people = People(db, today);
        return accounts.Where(a => people.Contains(a.OwnerId));
    }

    private IQueryable<long> People(LeapDb db, DateOnly today) => kind switch
    {
        ScopeKind.Country => db.People.Where(p => p.Country == country).Select(p => p.Id),
        ScopeKind.Firm => db.Memberships
            .Where(m => m.FirmId == id && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .Select(m => m.PersonId),
        _ => db.People.Where(p => p.Id == id).Select(p => p.Id),
    };
}
