using System.Globalization;
using Leap.Courses;
using Leap.Data;
using Leap.Imports;
using Leap.Ledger;
using Leap.Members;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>The people that a manager asked for, for the page and for the file.</summary>
public sealed class PeopleList(LeapDb db, PeopleList.Filter filter, Programmes.Calendar calendar)
{
    private static readonly string[] Columns =
        ["email", "name", "country", "language", "firm", "firm_name", "points", "enrolled_on", "last_activity_on", "suspended"];

    /// <param name="Country">Empty for all.</param>
    /// <param name="Language">Empty for all.</param>
    /// <param name="IsByPoints">Most points first; else by name.</param>
    public sealed record Filter(string Typed, string Country, string Language, bool IsByPoints);

    /// <summary>A person with today's firm, if any, and the points that can be spent.</summary>
    public sealed class Row
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public required string Email { get; init; }

        public required string Country { get; init; }

        public required string Language { get; init; }

        public required DateOnly EnrolledOn { get; init; }

        public required bool IsSuspended { get; init; }

        public required long? FirmId { get; init; }

        public required string? FirmCode { get; init; }

        public required string? FirmName { get; init; }

        public required long Points { get; init; }

        public required DateOnly? LearnedOn { get; init; }

        public required DateTime? ReportedAt { get; init; }

        /// <summary>The day of the latest module passed or sale reported; null before the first.</summary>
        public DateOnly? ActiveOn(Programmes.Calendar calendar)
        {
            var soldOn = ReportedAt is { } at ? calendar.DayOf(at) : (DateOnly?)null;
            return LearnedOn is null || soldOn > LearnedOn ? soldOn : LearnedOn;
        }
    }

    public Task<int> CountAsync(CancellationToken cancel) => Found().CountAsync(cancel);

    public Task<List<Row>> PageAsync(int number, int size, CancellationToken cancel) =>
        Rows(people => people.Skip((number - 1) * size).Take(size)).ToListAsync(cancel);

    public async Task<byte[]> FileAsync(CancellationToken cancel) =>
        await CsvFile.BytesAsync(Columns, (await Rows(people => people).ToListAsync(cancel)).Select(Cells), cancel);

    private IQueryable<Person> Found() => new NameSearch(db, filter.Typed).People().AsNoTracking()
        .Where(p => (filter.Country == "" || p.Country == filter.Country) && (filter.Language == "" || p.Language == filter.Language));

    private IQueryable<Row> Rows(Func<IQueryable<Person>, IQueryable<Person>> part)
    {
        var today = calendar.Today;
        var accounts = db.Accounts.Where(a => a.Kind == AccountKind.Available);
        var memberships = db.Memberships.Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn >= today));
        var firms = db.Firms;
        var completions = db.Completions;
        var sales = db.Sales;
        return from person in Sorted(part, accounts)
               from membership in memberships.Where(m => m.PersonId == person.Id).DefaultIfEmpty()
               from firm in firms.Where(f => f.Id == membership!.FirmId).DefaultIfEmpty()
               select new Row
               {
                   Id = person.Id,
                   Name = person.Name,
                   Email = person.Email!,
                   Country = person.Country,
                   Language = person.Language,
                   EnrolledOn = person.EnrolledOn,
                   IsSuspended = person.SuspendedAt != null,
                   FirmId = firm == null ? null : firm.Id,
                   FirmCode = firm == null ? null : firm.Code,
                   FirmName = firm == null ? null : firm.Name,
                   Points = accounts.Where(a => a.OwnerId == person.Id).Sum(a => a.Points) ?? 0,
                   LearnedOn = completions.Where(c => c.PersonId == person.Id).Max(c => (DateOnly?)c.CompletedOn),
                   ReportedAt = sales.Where(s => s.PersonId == person.Id).Max(s => (DateTime?)s.SubmittedAt),
               };
    }

    private IQueryable<Person> Sorted(Func<IQueryable<Person>, IQueryable<Person>> part, IQueryable<Account> accounts) => part(
        filter.IsByPoints
            ? Found().OrderByDescending(p => accounts.Where(a => a.OwnerId == p.Id).Sum(a => a.Points) ?? 0).ThenBy(p => p.Id)
            : Found().OrderBy(p => p.LatinName ?? p.Name).ThenBy(p => p.Id));

    private string[] Cells(Row row) =>
    [
        row.Email, row.Name, row.Country, row.Language, row.FirmCode ?? "", row.FirmName ?? "",
        row.Points.ToString(CultureInfo.InvariantCulture), Day(row.EnrolledOn), Day(row.ActiveOn(calendar)), row.IsSuspended ? "yes" : "no",
    ];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
