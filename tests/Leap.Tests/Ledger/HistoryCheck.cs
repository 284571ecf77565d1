using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Ledger;

/// <summary>What must hold of two people's rows after each step of a history, by the rows alone and against the model.</summary>
internal sealed class HistoryCheck(Books books, long firstPersonId)
{
    private readonly List<(DateTime Before, long[] Available)> remembered = [];
    private readonly long[] people = [firstPersonId, firstPersonId + 1];
    private long firstEntryId;
    private long lastEntryId;

    public async Task BeginAsync()
    {
        await using var db = books.OpenDb();
        firstEntryId = lastEntryId = await db.Entries.MaxAsync(e => (long?)e.Id) ?? 0;
    }

    /// <summary>What is booked until now must be the balance of now for ever.</summary>
    public void Remember(ListModel model) =>
        remembered.Add((books.Clock.GetUtcNow().UtcDateTime.AddMinutes(1), [.. model.People.Select(p => p.Available)]));

    /// <param name="isSpent">Whether the step may have taken points out of the lots that expire first.</param>
    public async Task CheckAsync(ListModel model, bool isSpent)
    {
        await using var db = books.OpenDb();
        await CheckSumsAsync(db);
        var stored = await CheckStoredAsync(db);
        var lots = await CheckLotsAsync(db, model);
        for (var who = 0; who < people.Length; who++)
        {
            var person = model.People[who];
            Assert.Equal(person.Available, Stored(AccountKind.Available, who));
            Assert.Equal(person.Pending, Stored(AccountKind.Pending, who));
            Assert.Equal(person.Held, Stored(AccountKind.Held, who));
            Assert.Equal(-person.Debt, Stored(AccountKind.Debt, who));
            Assert.Equal(person.Available, lots[who].Where(l => l.Remaining > 0).Sum(l => l.Remaining));
        }

        if (isSpent)
        {
            await CheckOrderAsync(db);
        }

        lastEntryId = await db.Entries.MaxAsync(e => (long?)e.Id) ?? 0;

        long Stored(AccountKind kind, int who) => stored.GetValueOrDefault(new AccountRef(kind, people[who]).Id);
    }

    public async Task EndAsync()
    {
        await using var db = books.OpenDb();
        foreach (var (before, available) in remembered)
        {
            for (var who = 0; who < people.Length; who++)
            {
                var account = AccountRef.Available(people[who]).Id;
                var entries = db.Entries.Where(e => e.BookedAt < before);
                var then = await db.Postings.Where(p => p.AccountId == account).Join(entries, p => p.EntryId, e => e.Id, (p, _) => p.Points)
                    .SumAsync();
                Assert.Equal(available[who], then);
            }
        }

        Assert.Null((await books.VerifyAsync()).Difference);
    }

    private async Task CheckSumsAsync(Leap.Data.LeapDb db)
    {
        var crooked = await db.Postings.Where(p => p.EntryId > firstEntryId).GroupBy(p => p.EntryId)
            .Where(g => g.Sum(p => p.Points) != 0).Select(g => g.Key).ToListAsync();
        Assert.Empty(crooked);
    }

    /// <summary>Each stored balance is the sum of its postings, and none that has a floor is below it.</summary>
    private async Task<Dictionary<long, long>> CheckStoredAsync(Leap.Data.LeapDb db)
    {
        var stored = await db.Accounts.AsNoTracking().Where(a => people.Contains(a.OwnerId) && a.Kind != AccountKind.Budget)
            .ToDictionaryAsync(a => a.Id, a => a.Points ?? 0);
        var ids = stored.Keys.ToList();
        var sums = await db.Postings.Where(p => ids.Contains(p.AccountId)).GroupBy(p => p.AccountId)
            .Select(g => new { g.Key, Points = g.Sum(p => p.Points) }).ToDictionaryAsync(g => g.Key, g => g.Points);
        foreach (var (id, points) in stored)
        {
            Assert.Equal(sums.GetValueOrDefault(id), points);
            Assert.True(points >= 0 || AccountRef.FromId(id).Kind == AccountKind.Debt, $"{AccountRef.FromId(id)} is at {points}");
        }

        return stored;
    }

    /// <summary>Lots are those of the model, in the order of their making; what remains is what was not taken.</summary>
    private async Task<List<Lot>[]> CheckLotsAsync(Leap.Data.LeapDb db, ListModel model)
    {
        var accounts = Array.ConvertAll(people, id => AccountRef.Available(id).Id);
        var lots = await db.Lots.AsNoTracking().Where(l => accounts.Contains(l.AccountId)).OrderBy(l => l.Id).ToListAsync();
        var ids = lots.ConvertAll(l => l.Id);
        var taken = await db.Allocations.Where(a => ids.Contains(a.LotId)).GroupBy(a => a.LotId)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points) }).ToDictionaryAsync(g => g.Key, g => g.Points);
        Assert.All(lots, l => Assert.Equal(l.Points - taken.GetValueOrDefault(l.Id), l.Remaining));
        Assert.All(lots, l => Assert.InRange(l.Remaining, 0, l.Points));
        var byPerson = Array.ConvertAll(accounts, id => lots.FindAll(l => l.AccountId == id));
        for (var who = 0; who < people.Length; who++)
        {
            Assert.Equal(
                model.People[who].Lots.Select(l => (l.OpenedOn, l.ExpiresOn, l.Points, l.Remaining)),
                byPerson[who].Select(l => (l.OpenedOn, l.ExpiresOn, l.Points, l.Remaining)));
        }

        return byPerson;
    }

    /// <summary>Nothing was spent out of a lot while one that expires earlier was open.</summary>
    private async Task CheckOrderAsync(Leap.Data.LeapDb db)
    {
        var entries = db.Entries.Where(
            e => e.Id > lastEntryId && (e.Kind == EntryKind.Redeemed || e.Kind == EntryKind.Held));
        var spent = await db.Allocations.Join(entries, a => a.EntryId, e => e.Id, (a, _) => a.LotId)
            .Join(db.Lots, id => id, l => l.Id, (_, l) => new { l.AccountId, l.ExpiresOn }).ToListAsync();
        foreach (var lot in spent)
        {
            Assert.False(
                await db.Lots.AnyAsync(l => l.AccountId == lot.AccountId && l.Remaining > 0 && l.ExpiresOn < lot.ExpiresOn),
                $"an earlier lot than that of {lot.ExpiresOn:O} is open");
        }
    }
}
