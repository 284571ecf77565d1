using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Data;

public sealed class WriteTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_an_inner_one_commits_falls_with_the_outer(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var db = database.Open();

        await using (await db.BeginWriteAsync(CancellationToken.None))
        {
            await using var inner = await db.BeginWriteAsync(CancellationToken.None);
            db.Add(Country("DE"));
            await inner.CommitAsync(CancellationToken.None);
            Assert.Equal(1, await db.Countries.CountAsync());
        }

        Assert.Equal(0, await db.Countries.CountAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_inner_one_is_rolled_back_by_itself(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var db = database.Open();

        await using (var outer = await db.BeginWriteAsync(CancellationToken.None))
        {
            db.Add(Country("DE"));
            await db.SaveChangesAsync();
            await using (await db.BeginWriteAsync(CancellationToken.None))
            {
                db.Add(Country("PL"));
                await db.SaveChangesAsync();
                await using var innermost = await db.BeginWriteAsync(CancellationToken.None);
                db.Add(Country("FR"));
                await innermost.CommitAsync(CancellationToken.None);
            }

            db.Add(Country("ES"));
            await outer.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(["DE", "ES"], await db.Countries.OrderBy(c => c.Code).Select(c => c.Code).ToListAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task One_context_reads_a_moment_and_writes_in_turns(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        await using var db = database.Open();
        foreach (var code in (string[])["DE", "PL", "FR"])
        {
            await using (await db.BeginSnapshotAsync(CancellationToken.None))
            {
                await db.Countries.CountAsync();
            }

            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            db.Add(Country(code));
            await write.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(System.Data.ConnectionState.Closed, db.Database.GetDbConnection().State);
        Assert.Equal(3, await db.Countries.CountAsync());
    }

    private static Country Country(string code) => new() { Code = code, Region = "europe", Currency = "EUR", Language = "en" };
}
