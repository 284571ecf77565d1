using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Data;

public sealed class RaceTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_row_that_another_one_added_first_is_a_race(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await AddAsync(database, "DE", "europe");

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(database, "DE", "europe"));

        Assert.True(Race.IsWhy(fault));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_bulk_inserts_of_one_key_are_a_race(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await AddAsync(database, "DE", "europe");
        await using var db = database.Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => db.InsertAsync([Country("DE", "europe")], CancellationToken.None));

        Assert.True(Race.IsWhy(fault));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_row_that_lacks_something_is_a_fault(Engine engine)
    {
        await using var database = await engine.CreateAsync();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(database, "DE", null!));

        Assert.False(Race.IsWhy(fault));
    }

    private static async Task AddAsync(TestDatabase database, string code, string region)
    {
        await using var db = database.Open();
        db.Add(Country(code, region));
        await db.SaveChangesAsync();
    }

    private static Country Country(string code, string region) => new() { Code = code, Region = region, Currency = "EUR", Language = "en" };
}
