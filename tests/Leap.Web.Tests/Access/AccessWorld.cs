using System.Buffers.Text;
using System.Globalization;
using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Sales;
using Leap.Statements;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Calendar = Leap.Programmes.Calendar;

namespace Leap.Web.Tests.Access;

/// <summary>
/// Somebody in each role and persona, signed in, and a firm of others whose every text that is nobody else's business holds
/// <see cref="Marker"/>.
/// </summary>
public sealed class AccessWorld : IAsyncLifetime
{
    public const string Marker = "zq-marker-zq";

    private const Personas DealDeskAndMarketing = Personas.DealDesk | Personas.Marketing;

    private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Things> things = new(StringComparer.Ordinal);

    /// <summary>What one person has and is, by its keys.</summary>
    public sealed record Things
    {
        public required long PersonId { get; init; }

        public required long FirmId { get; init; }

        public required long MembershipId { get; init; }

        /// <summary>Reported by a colleague.</summary>
        public required long SaleId { get; init; }

        public required long AttemptId { get; init; }

        public required string BadgeId { get; init; }

        public required string Period { get; init; }

        /// <summary>As it stands in addresses.</summary>
        public required string PasskeyId { get; init; }
    }

    public static IReadOnlyDictionary<string, StaffRole> Staff { get; } = new Dictionary<string, StaffRole>(StringComparer.Ordinal)
    {
        ["manager"] = StaffRole.Manager,
        ["reviewer"] = StaffRole.Reviewer,
        ["expert"] = StaffRole.Expert,
        ["auditor"] = StaffRole.Auditor,
        ["administrator"] = StaffRole.Administrator,
    };

    /// <summary>`everyone` has no persona, in a firm that lets everyone do everything.</summary>
    public static IReadOnlyDictionary<string, Personas> Members { get; } = new Dictionary<string, Personas>(StringComparer.Ordinal)
    {
        ["seller"] = Personas.Seller,
        ["firm-admin"] = Personas.FirmAdmin,
        ["deal-desk"] = Personas.DealDesk,
        ["incentives-manager"] = Personas.IncentivesManager,
        ["marketing"] = Personas.Marketing,
        ["learning-lead"] = Personas.LearningLead,
        ["no-persona"] = Personas.None,
        ["several"] = DealDeskAndMarketing,
        ["everyone"] = Personas.None,
        ["left"] = Personas.Seller | Personas.FirmAdmin,
        [AccessMatrix.Suspended] = Personas.Seller | Personas.FirmAdmin,
    };

    public static IReadOnlyList<string> Roles { get; } = [AccessMatrix.Visitor, .. Members.Keys, .. Staff.Keys];

    public Site Site { get; } = new();

    /// <summary>Of somebody of another firm.</summary>
    public Things Other { get; private set; } = null!;

    public HttpClient Client(string role) => clients[role];

    /// <summary>A visitor and staff ask for the seller's.</summary>
    public Things Own(string role) => things.GetValueOrDefault(role) ?? things["seller"];

    public async Task InitializeAsync()
    {
        await Site.InitializeAsync();
        await Site.UseAsync(async services =>
        {
            await SettleAsync(services.GetRequiredService<LeapDb>(), services.GetRequiredService<Calendar>().Today);
            return 0;
        });
        clients[AccessMatrix.Visitor] = Site.Visitor();
        foreach (var role in Roles.Skip(1))
        {
            clients[role] = await Site.SignInAsAsync(Address(role));
        }

        await Site.ReadAsync(db => db.People.Where(p => p.NormalizedEmail == Address(AccessMatrix.Suspended))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.SuspendedAt, DateTime.UnixEpoch)));
    }

    public Task DisposeAsync() => ((IAsyncLifetime)Site).DisposeAsync();

    private static string Address(string role) => $"{role}@access.example".ToUpperInvariant();

    private async Task SettleAsync(LeapDb db, DateOnly today)
    {
        var nordlicht = await db.Firms.SingleAsync(f => f.Code == "F-1");
        var open = new Firm { Code = "F-3", Name = "Offenbau", Country = "DE", Language = "de", EveryoneMayDoAll = true };
        var stranger = new Firm { Code = Marker, Name = "Foreign", Country = "US", City = Marker, Language = "en", TaxId = Marker };
        db.AddRange(open, stranger);
        await db.SaveChangesAsync();
        foreach (var (role, staff) in Staff)
        {
            db.Add(Somebody(role, staff));
        }

        foreach (var (role, personas) in Members)
        {
            things[role] = await JoinAsync(db, today, role, (role == "everyone" ? open : nordlicht, personas));
        }

        Other = await JoinAsync(db, today, Marker, (stranger, Personas.Seller | Personas.FirmAdmin));
    }

    private static async Task<Things> JoinAsync(LeapDb db, DateOnly today, string role, (Firm Firm, Personas Personas) place)
    {
        var (firm, personas) = place;
        var (person, colleague) = (Somebody(role, staff: null), Somebody("colleague-of-" + role, staff: null));
        db.AddRange(person, colleague);
        await db.SaveChangesAsync();
        var membership = new Membership { PersonId = person.Id, FirmId = firm.Id, Personas = personas, FromOn = today.AddYears(-1) };
        membership.ToOn = role == "left" ? today.AddDays(-3) : null;
        db.Add(membership);
        db.Add(new Membership { PersonId = colleague.Id, FirmId = firm.Id, Personas = Personas.Seller, FromOn = today.AddYears(-1) });
        var badge = new Assertion
        {
            BadgeId = 1, PersonId = person.Id, Period = "2026", PublicId = $"badge{person.Id:D17}", AwardedOn = today, RecipientName = role,
        };
        var attempt = new Attempt
        {
            PersonId = person.Id, ModuleId = 1, ModuleVersion = 1, StartedAt = DateTime.UnixEpoch, Draw = "1:0123,2:0123,3:0123,4:0123",
            Answers = "0,0,0,0", SubmittedAt = DateTime.UnixEpoch,
            ScorePercent = 0,
        };
        var period = role == Marker ? "2026-02" : "2026-01";
        var statement = new Statement
        {
            PersonId = person.Id, Period = period, Zone = "Europe/Amsterdam", Opening = 0, Earned = 0, Redeemed = 0, Expired = 0,
            Reversed = 0, Closing = 0, Pending = 0, AfterEntryId = 0, HeadEntryId = 0, Head = new string('0', 64),
            IssuedAt = DateTime.UnixEpoch,
        };
        var sale = new Sale
        {
            PersonId = colleague.Id, FirmId = firm.Id, CustomerName = "Customer of " + role, CustomerCountry = "DE", IsPublicSector = false,
            InvoiceNumber = "NO-" + role, InvoiceKey = "NO" + role, InvoiceOn = today.AddDays(-1), Currency = "EUR", Rate = 1,
            RateSource = "test", SubmittedAt = DateTime.UnixEpoch,
        };
        var passkey = new Passkey
        {
            UserId = person.Id, CredentialId = Guid.NewGuid().ToByteArray(),
            Data = new() { Name = "Key of " + role, PublicKey = [1], Transports = [], AttestationObject = [], ClientDataJson = [] },
        };
        db.AddRange(badge, attempt, statement, sale, passkey);
        await db.SaveChangesAsync();
        return new Things
        {
            PasskeyId = Base64Url.EncodeToString(passkey.CredentialId),
            PersonId = person.Id, FirmId = firm.Id, MembershipId = membership.Id, SaleId = sale.Id,
            AttemptId = attempt.Id, BadgeId = badge.PublicId, Period = period,
        };
    }

    private static Person Somebody(string role, StaffRole? staff)
    {
        var email = Address(role).ToLower(CultureInfo.InvariantCulture);
        return new()
        {
            Name = "Somebody", Language = "en", Country = "DE", UserName = email, NormalizedUserName = Address(role), Email = email,
            NormalizedEmail = Address(role), SecurityStamp = role, Staff = staff,
        };
    }
}
