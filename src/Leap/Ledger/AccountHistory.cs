using System.Runtime.CompilerServices;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>What happened on one account, posting by posting: what managers read, of any account.</summary>
public sealed class AccountHistory(LeapDb db, Calendar calendar)
{
    /// <param name="FromOn">The first day of booking, in the programme's zone; null from the beginning.</param>
    /// <param name="LastOn">The last day of booking, included; null to the end.</param>
    public sealed record Choice(AccountRef Account, EntryKind? Kind = null, DateOnly? FromOn = null, DateOnly? LastOn = null);

    /// <param name="Points">Signed: positive where points arrived.</param>
    /// <param name="Balance">
    /// Of the account after the entry; null where it would cost a pass over all postings: the programme's own accounts by kind.
    /// </param>
    public sealed record Line(
        long EntryId,
        EntryKind Kind,
        string Cause,
        DateOnly EffectiveOn,
        DateTime BookedAt,
        long Points,
        long? Balance)
    {
        /// <summary>The other accounts of the entry, each once.</summary>
        public IReadOnlyList<AccountRef> Others { get; init; } = [];
    }

    /// <summary>A balance at the end of a day (L3).</summary>
    /// <param name="Booked">As the books showed it then.</param>
    /// <param name="Effective">From all that had happened by then, whenever it was booked.</param>
    public sealed record AsOf(DateOnly Day, long Booked, long Effective);

    public async Task<AsOf> AsOfAsync(AccountRef account, DateOnly day, CancellationToken cancel)
    {
        var (_, end) = Span(new Choice(account, LastOn: day));
        var entries = db.Entries;
        var sums = await db.Postings.Where(p => p.AccountId == account.Id)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { p.Points, e.BookedAt, e.EffectiveOn })
            .GroupBy(_ => 1)
            .Select(g => new
            {
                Booked = g.Sum(x => x.BookedAt < end ? x.Points : 0),
                Effective = g.Sum(x => x.EffectiveOn <= day ? x.Points : 0),
            })
            .SingleOrDefaultAsync(cancel);
        return new(day, sums?.Booked ?? 0, sums?.Effective ?? 0);
    }

    /// <summary>Postings, not entries: an entry may touch an account with two legs.</summary>
    public Task<int> CountAsync(Choice choice, CancellationToken cancel) => Chosen(choice).CountAsync(cancel);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Line>> PageAsync(Choice choice, int skip, int take, CancellationToken cancel)
    {
        var lines = await Chosen(choice).Skip(skip).Take(take).ToListAsync(cancel);
        if (lines.Count == 0)
        {
            return lines;
        }

        var balances = choice.Account.IsProgrammes && choice.Kind is not null ? [] : await BalancesAsync(choice.Account, lines, cancel);
        var others = await OthersAsync(choice.Account, lines, cancel);
        return lines.ConvertAll(line => line with
        {
            Balance = balances.TryGetValue(line.EntryId, out var balance) ? balance : null,
            Others = [.. others[line.EntryId].Distinct()],
        });
    }

    /// <summary>All of them, newest first, read as they are taken; without the other accounts.</summary>
    public async IAsyncEnumerable<Line> ReadAsync(Choice choice, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var account = choice.Account.Id;
        var (from, until) = Span(choice);
        var balance = await db.Postings.Where(p => p.AccountId == account).SumAsync(p => p.Points, cancel);
        await foreach (var line in Chosen(new Choice(choice.Account)).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if ((choice.Kind is null || line.Kind == choice.Kind) && from <= line.BookedAt && line.BookedAt < until)
            {
                yield return line with { Balance = balance };
            }

            balance -= line.Points;
        }
    }

    private IQueryable<Line> Chosen(Choice choice)
    {
        var account = choice.Account.Id;
        var entries = db.Entries.AsNoTracking();
        if (choice.Kind is { } kind)
        {
            entries = entries.Where(e => e.Kind == kind);
        }

        if (choice.FromOn is not null || choice.LastOn is not null)
        {
            var (from, until) = Span(choice);
            entries = entries.Where(e => e.BookedAt >= from && e.BookedAt < until);
        }

        return db.Postings.AsNoTracking()
            .Where(p => p.AccountId == account)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { Posting = p, Entry = e })
            .OrderByDescending(x => x.Posting.EntryId).ThenByDescending(x => x.Posting.Line)
            .Select(x => new Line(
                x.Entry.Id, x.Entry.Kind, x.Entry.Cause, x.Entry.EffectiveOn, x.Entry.BookedAt, x.Posting.Points, null));
    }

    private (DateTime From, DateTime Until) Span(Choice choice) => (
        choice.FromOn is { } first ? calendar.StartOf(first) : DateTime.MinValue,
        choice.LastOn is { } last && last < DateOnly.MaxValue ? calendar.StartOf(last.AddDays(1)) : DateTime.MaxValue);

    /// <summary>The balance before the oldest line, summed once, and from there on what each entry added.</summary>
    private async Task<Dictionary<long, long>> BalancesAsync(AccountRef of, List<Line> lines, CancellationToken cancel)
    {
        var account = of.Id;
        var ids = lines.ConvertAll(l => l.EntryId);
        var oldest = ids[^1];
        var postings = db.Postings.AsNoTracking().Where(p => p.AccountId == account);
        return await postings
            .Where(p => ids.Contains(p.EntryId))
            .Select(p => new
            {
                p.EntryId,
                Before = postings.Where(o => o.EntryId < oldest).Sum(o => o.Points),
                Since = postings.Where(o => o.EntryId >= oldest && o.EntryId <= p.EntryId).Sum(o => o.Points),
            })
            .Distinct()
            .ToDictionaryAsync(x => x.EntryId, x => x.Before + x.Since, cancel);
    }

    private async Task<ILookup<long, AccountRef>> OthersAsync(AccountRef of, List<Line> lines, CancellationToken cancel)
    {
        var account = of.Id;
        var ids = lines.ConvertAll(l => l.EntryId);
        var others = await db.Postings.AsNoTracking()
            .Where(p => ids.Contains(p.EntryId) && p.AccountId != account)
            .OrderBy(p => p.EntryId).ThenBy(p => p.Line)
            .Select(p => new { p.EntryId, p.AccountId })
            .ToListAsync(cancel);
        return others.ToLookup(o => o.EntryId, o => AccountRef.FromId(o.AccountId));
    }
}
