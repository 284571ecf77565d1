using System.Globalization;
using Leap.Data;
using Leap.Imports;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Resting;

/// <summary>The addresses that rest or did, newest first, for the page and for the file.</summary>
public sealed class RestingList(LeapDb db, RestingList.Filter filter)
{
    private static readonly string[] Columns =
        ["address", "person_id", "person", "cause", "status", "mail", "since", "lifted", "lifted_by", "lifted_for"];

    public enum State
    {
        Resting,
        Lifted,
        All,
    }

    /// <param name="Typed">A part of a name or an address; empty for all.</param>
    /// <param name="Cause">Null for all.</param>
    public sealed record Filter(string Typed, State State, RestCause? Cause)
    {
        public bool IsNarrow => Typed.Length > 0 || Cause is not null || State != State.Resting;
    }

    /// <param name="Person">Null without an account.</param>
    /// <param name="Kind">Of the mail that brought it about; null when that is gone.</param>
    /// <param name="LiftedBy">Null while it rests.</param>
    public sealed record Row(RestingAddress Resting, string? Person, string? Kind, string? LiftedBy)
    {
        public string Address => Resting.Address.ToLowerInvariant();
    }

    public Task<int> CountAsync(CancellationToken cancel) => Found().CountAsync(cancel);

    public Task<List<Row>> PageAsync(int number, int size, CancellationToken cancel) =>
        Rows(found => found.Skip((number - 1) * size).Take(size)).ToListAsync(cancel);

    public async Task<byte[]> FileAsync(CancellationToken cancel) =>
        await CsvFile.BytesAsync(Columns, (await Rows(found => found).ToListAsync(cancel)).Select(Cells), cancel);

    private static string[] Cells(Row row) =>
    [
        row.Address, row.Resting.PersonId.ToString(CultureInfo.InvariantCulture), row.Person ?? "", row.Resting.Cause.ToString(),
        row.Resting.Status, row.Kind ?? "", Moment(row.Resting.SinceAt), Moment(row.Resting.LiftedAt), row.LiftedBy ?? "",
        row.Resting.LiftedFor?.ToString() ?? "",
    ];

    private static string Moment(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";

    private IQueryable<RestingAddress> Found()
    {
        var found = db.RestingAddresses.AsNoTracking();
        if (filter.State != State.All)
        {
            found = found.Where(r => r.LiftedAt == null == (filter.State == State.Resting));
        }

        if (filter.Cause is { } cause)
        {
            found = found.Where(r => r.Cause == cause);
        }

        if (filter.Typed.Length == 0)
        {
            return found;
        }

        var key = RestingAddress.KeyOf(filter.Typed);
        var people = new NameSearch(db, filter.Typed).People().Select(p => p.Id);
        return found.Where(r => r.Address.Contains(key) || people.Contains(r.PersonId));
    }

    private IQueryable<Row> Rows(Func<IQueryable<RestingAddress>, IQueryable<RestingAddress>> part)
    {
        var (people, messages) = (db.People.AsNoTracking(), db.Messages.AsNoTracking());
        return from resting in part(Found().OrderByDescending(r => r.SinceAt).ThenByDescending(r => r.Id))
               from person in people.Where(p => p.Id == resting.PersonId).DefaultIfEmpty()
               from message in messages.Where(m => m.Id == resting.MessageId).DefaultIfEmpty()
               from lifter in people.Where(p => p.Id == resting.LiftedById).DefaultIfEmpty()
               select new Row(resting, person!.Name, message!.Kind, lifter!.Name);
    }
}
