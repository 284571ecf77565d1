using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Leap.Ledger;

/// <summary>
/// Posts entries inside the caller's transaction; one entry or thousands in one call. Ids ascend in the order of posting; on PostgreSQL
/// a transaction that was rolled back leaves a gap.
/// </summary>
public sealed class Journal(LeapDb db, Calendar calendar, LeapSettings settings)
{
    private const long DecisionLock = 0x6C656171;

    /// <summary>Why an entry is not posted, in the order in which it is judged.</summary>
    public enum Refusal
    {
        ZeroPoints,
        TooManyPoints,
        NotBalanced,
        UnknownAccount,
        NoExpiryDate,
        EffectiveInFuture,

        /// <summary>The same key was posted before with other content (L2).</summary>
        KeyUsedOtherwise,
        EffectiveInClosedPeriod,
        NotEnoughPoints,
        MoreThanOwed,

        /// <summary>More is to be given back than that entry took.</summary>
        NotTakenByThat,
    }

    /// <summary>
    /// A key that is there already answers with the first entry and writes nothing (L2). New points of a person in debt repay a share of
    /// it by an entry of their own (L9). Throws <see cref="LedgerException"/> for what the ledger refuses.
    /// </summary>
    public async Task<IReadOnlyList<Posted>> PostAsync(IReadOnlyList<NewEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Posting needs the operation's transaction: LeapDb.BeginWriteAsync.");
        var now = new BookingTime(calendar.Now, calendar.Today);
        foreach (var entry in entries)
        {
            entry.Check(now.Today);
        }

        var booked = await BookAsync(transaction, entries, now, cancel);
        if (booked.Any(b => b.IsOwing))
        {
            await BookAsync(transaction, await RepaymentsAsync(entries, booked, now, cancel), now, cancel);
        }

        return Array.ConvertAll(booked, b => new Posted(b.EntryId, b.WasThere));
    }

    /// <summary>
    /// Makes this transaction the only one of its kind until it ends: what is judged by caps, budgets and states stays true until it is
    /// booked. SQLite's write transaction is that by itself. Plain postings neither need it nor wait for it.
    /// </summary>
    public async Task LockAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({DecisionLock})", cancel);
        }
    }

    /// <summary>
    /// The stored balance; on PostgreSQL its row stays locked until the transaction ends, so that what is checked stays true.
    /// </summary>
    public async Task<long> LockBalanceAsync(AccountRef account, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM accounts WHERE id = {account.Id} FOR UPDATE", cancel);
        }

        return await db.Accounts.AsNoTracking().Where(a => a.Id == account.Id).Select(a => a.Points).FirstOrDefaultAsync(cancel) ?? 0;
    }

    /// <summary>The day itself, or the first one that is open when the books are closed over it: late facts are booked there.</summary>
    public async Task<DateOnly> OpenDayAsync(DateOnly day, CancellationToken cancel)
    {
        var closedUntil = await db.Closings.MaxAsync(c => (DateOnly?)c.UntilOn, cancel);
        return day <= closedUntil ? closedUntil.Value.AddDays(1) : day;
    }

    private Task<Booked[]> BookAsync(
        System.Data.Common.DbTransaction transaction, IReadOnlyList<NewEntry> entries, BookingTime now, CancellationToken cancel) =>
        db.IsPostgres
            ? PostgresPosting.PostAsync(transaction, entries, now, cancel)
            : Task.FromResult(SqlitePosting.On(transaction).Post(entries, now));

    /// <summary>An entry for each arrival of a person who owes, until nothing is owed.</summary>
    private async Task<IReadOnlyList<NewEntry>> RepaymentsAsync(
        IReadOnlyList<NewEntry> entries, Booked[] booked, BookingTime now, CancellationToken cancel)
    {
        var repayments = new List<NewEntry>();
        var owed = new Dictionary<long, long>();
        for (var i = 0; i < entries.Count; i++)
        {
            foreach (var leg in booked[i].IsOwing ? entries[i].Legs : [])
            {
                if (leg.Points <= 0 || leg.Account.Kind != AccountKind.Available)
                {
                    continue;
                }

                var personId = leg.Account.OwnerId;
                if (!owed.TryGetValue(personId, out var debt))
                {
                    debt = -await LockBalanceAsync(AccountRef.Debt(personId), cancel);
                }

                var points = Math.Min(debt, Math.Max(1, leg.Points * settings.Ledger.DebtRepaymentPercent / 100));
                owed[personId] = debt - points;
                if (points > 0)
                {
                    repayments.Add(Repayment(entries[i].Key, personId, points, booked[i].EntryId, now));
                }
            }
        }

        return repayments;
    }

    private static NewEntry Repayment(string key, long personId, long points, long arrivalId, BookingTime now) => new(
        $"{key}/repaid/{personId}",
        EntryKind.Repaid,
        now.Today,
        "",
        [new Leg(AccountRef.Available(personId), -points), new Leg(AccountRef.Debt(personId), points)])
    {
        CorrectsId = arrivalId,
        PreferredLotEntryId = arrivalId,
    };
}

/// <summary>When a batch is booked: the instant, and the programme's day.</summary>
internal readonly record struct BookingTime(DateTime At, DateOnly Today);

/// <param name="IsOwing">Whether new points arrived for someone who owes.</param>
internal readonly record struct Booked(long EntryId, bool WasThere, bool IsOwing);
