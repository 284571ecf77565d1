using System.Data.Common;
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

        return await BookAsync(entries, commits: false, cancel);
    }

    /// <summary>
    /// As <see cref="PostAsync"/>, for an operation that posts last: saves what is tracked, posts, and commits the write, on PostgreSQL in
    /// one round trip with the posting.
    /// </summary>
    public async Task<IReadOnlyList<Posted>> PostAndCommitAsync(Write write, IReadOnlyList<NewEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0 || !write.CanCommitAlong)
        {
            var posted = await PostAsync(entries, cancel);
            await write.CommitAsync(cancel);
            return posted;
        }

        await db.SaveChangesAsync(cancel);
        var committed = await BookAsync(entries, commits: true, cancel);
        write.WasCommittedAlong();
        return committed;
    }

    /// <summary>
    /// As <see cref="PostAsync"/>, for an operation that writes nothing else and whose key decides who was first: on PostgreSQL the
    /// posting is a statement that commits itself. Inside another write it is a part of that one.
    /// </summary>
    public async Task<IReadOnlyList<Posted>> PostAloneAsync(IReadOnlyList<NewEntry> entries, CancellationToken cancel)
    {
        if (entries.Count > 0 && db.IsPostgres && db.Database.CurrentTransaction is null)
        {
            var booking = Book(entries);
            await db.Database.OpenConnectionAsync(cancel);
            try
            {
                return await PostAsync(db.Database.GetDbConnection(), entries, booking, cancel);
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        }

        await using var write = await db.BeginWriteAsync(cancel);
        return await PostAndCommitAsync(write, entries, cancel);
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

    private async Task<Posted[]> BookAsync(IReadOnlyList<NewEntry> entries, bool commits, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Posting needs the operation's transaction: LeapDb.BeginWriteAsync.");
        var booking = Book(entries);
        return (db.IsPostgres, commits) switch
        {
            (true, true) => await PostgresPosting.PostAsync(transaction.Connection!, entries, booking, commits: true, cancel),
            (true, false) => await PostAsync(transaction.Connection!, entries, booking, cancel),
            _ => SqlitePosting.On(transaction).Post(entries, booking),
        };
    }

    private static async Task<Posted[]> PostAsync(
        DbConnection connection, IReadOnlyList<NewEntry> entries, Booking booking, CancellationToken cancel) =>
        entries is [var only] && PostgresPosting.IsArrival(only)
            && await PostgresPosting.TryArriveAsync(connection, only, booking, cancel) is { } posted
            ? [posted]
            : await PostgresPosting.PostAsync(connection, entries, booking, commits: false, cancel);

    /// <summary>What holds for all entries of a call, after each was checked by itself.</summary>
    private Booking Book(IReadOnlyList<NewEntry> entries)
    {
        var booking = new Booking(calendar.Now, calendar.Today, settings.Ledger.DebtRepaymentPercent);
        foreach (var entry in entries)
        {
            entry.Check(booking.Today);
        }

        return booking;
    }
}

/// <summary>How a batch is booked: the instant, the programme's day, and the share of new points that repays debts.</summary>
internal readonly record struct Booking(DateTime At, DateOnly Today, int RepaymentPercent);
