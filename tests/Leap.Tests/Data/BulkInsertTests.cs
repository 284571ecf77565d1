using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Rewards;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Data;

public sealed class BulkInsertTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Rows_read_back_as_they_were_written_and_know_their_ids(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var db = database.Open();
        var people = Enumerable.Range(0, 300).Select(Person).ToList();
        var reward = new Reward
        {
            Code = "CUP",
            Points = 5,
            Category = "voucher",
            ValueMinor = 1_000,
            Currency = "USD",
            Icon = "cup",
            Name = new LocalizedText([KeyValuePair.Create("en", "Cup"), KeyValuePair.Create("ar", "كوب")]),
            Text = LocalizedText.Empty,
        };
        var rate = new Rate { Currency = "VND", RateOn = new DateOnly(2026, 2, 28), Value = 0.0000383795m, Source = "test" };

        await using (var write = await db.BeginWriteAsync(CancellationToken.None))
        {
            await db.InsertAsync(people, CancellationToken.None);
            await db.InsertAsync([reward], CancellationToken.None);
            await db.InsertAsync([rate], CancellationToken.None);
            Assert.Empty(db.ChangeTracker.Entries());
            await write.CommitAsync(CancellationToken.None);
        }

        var read = await db.People.AsNoTracking().OrderBy(p => p.Id).ToListAsync();
        Assert.Equal(people.Select(p => p.Id), read.Select(p => p.Id));
        Assert.Equal(people.Select(Facts), read.Select(Facts));
        Assert.Equal(reward.Name, await db.Rewards.Select(r => r.Name).SingleAsync());
        Assert.Equal(rate.Value, await db.Rates.Select(r => r.Value).SingleAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_row_that_is_there_already_is_the_same_fault_on_either_engine(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var db = database.Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);

        await Assert.ThrowsAsync<DbUpdateException>(() => db.InsertAsync([Person(1), Person(1)], CancellationToken.None));
    }

    [Fact]
    public async Task It_needs_the_operations_transaction()
    {
        await using var database = await Engine.Sqlite.CreateAsync();
        await using var db = database.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.InsertAsync([Person(1)], CancellationToken.None));
    }

    private static Person Person(int number) => new()
    {
        UserName = $"p{number}@x.example",
        NormalizedUserName = $"P{number}@X.EXAMPLE",
        Name = $"Łucja مريم {number}",
        Language = "pl",
        Country = "PL",
        BoardName = BoardName.Hidden,
        Staff = number % 2 == 0 ? StaffRole.Manager : null,
        EnrolledOn = new DateOnly(2026, 3, 31),
        SuspendedAt = number % 3 == 0 ? new DateTime(2026, 3, 31, 23, 59, 58, DateTimeKind.Utc) : null,
        ConcurrencyStamp = $"stamp {number}",
    };

    private static object Facts(Person p) =>
        (p.UserName, p.Name, p.BoardName, p.Staff, p.EnrolledOn, p.SuspendedAt, p.SuspendedAt?.Kind, p.ConcurrencyStamp, p.LockoutEnd);
}
