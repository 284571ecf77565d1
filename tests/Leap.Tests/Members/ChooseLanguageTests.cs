using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Members;

public sealed class ChooseLanguageTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Keeps_the_language_of_one_person(Engine engine)
    {
        await using var database = await engine.CreateAsync();
        var anna = await AddAsync(database, "anna@example.com");
        var bo = await AddAsync(database, "bo@example.com");

        await using (var db = database.Open())
        {
            await new ChooseLanguage(db).RunAsync(anna, "pt-BR", CancellationToken.None);
        }

        await using var after = database.Open();
        Assert.Equal("pt-BR", (await after.People.SingleAsync(p => p.Id == anna)).Language);
        Assert.Equal("en", (await after.People.SingleAsync(p => p.Id == bo)).Language);
    }

    private static async Task<long> AddAsync(TestDatabase database, string address)
    {
        await using var db = database.Open();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var person = new Person
        {
            Name = address,
            Language = "en",
            Country = "NL",
            UserName = address,
            NormalizedUserName = address.ToUpperInvariant(),
            Email = address,
            NormalizedEmail = address.ToUpperInvariant(),
        };
        db.Add(person);
        await write.CommitAsync(CancellationToken.None);
        return person.Id;
    }
}
