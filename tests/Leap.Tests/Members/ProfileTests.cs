using Leap.Data;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Members;

public sealed class ProfileTests
{
    [Theory]
    [InlineData("Zoë  van der  Berg ", "Zoë van der Berg")]
    [InlineData("Zoe\u0308", "Zoë")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    [InlineData("王伟", "王伟")]
    public async Task A_name_is_kept_as_it_is_written(string typed, string kept)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");

        var person = (await ChangeAsync(stage, anna, new NewProfile(typed, "", "de", ""))).Value;

        Assert.Equal(kept, person.Name);
    }

    [Theory]
    [InlineData("", ChangeProfile.Refusal.NameMissing)]
    [InlineData("1234", ChangeProfile.Refusal.NameMissing)]
    [InlineData("Anna\u202Etdimhcs", ChangeProfile.Refusal.NameHasMarks)]
    [InlineData("Anna\u2067x", ChangeProfile.Refusal.NameHasMarks)]
    [InlineData("Anna\u0007", ChangeProfile.Refusal.NameHasMarks)]
    [InlineData("An\u200Bna", ChangeProfile.Refusal.NameHasMarks)]
    [InlineData("Anna\nSchmidt", ChangeProfile.Refusal.NameHasMarks)]
    [InlineData("Anna\ud83d", ChangeProfile.Refusal.NameHasMarks)]
    public async Task Refuses_a_name_that_hides_something(string typed, ChangeProfile.Refusal refusal)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");

        Assert.Equal(refusal, (await ChangeAsync(stage, anna, new NewProfile(typed, "", "de", ""))).Refusal);
        Assert.Equal(anna, await stage.PersonAsync("Anna Schmidt"));
    }

    [Fact]
    public async Task Refuses_ten_megabytes_of_name()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var name = new string('a', 10_000_000);

        Assert.Equal(ChangeProfile.Refusal.NameTooLong, (await ChangeAsync(stage, anna, new NewProfile(name, "", "de", ""))).Refusal);
        Assert.Equal(ChangeProfile.Refusal.LatinNameTooLong, (await ChangeAsync(stage, anna, new NewProfile("A", name, "de", ""))).Refusal);
    }

    [Theory]
    [InlineData("王伟", ChangeProfile.Refusal.LatinNameNotLatin)]
    [InlineData("Anna Шмидт", ChangeProfile.Refusal.LatinNameNotLatin)]
    [InlineData("Đỗ Thị Hồng", null)]
    [InlineData("O’Neil-Łęcka Jr.", null)]
    public async Task The_Latin_form_is_in_Latin_letters(string typed, ChangeProfile.Refusal? refusal)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var wei = await stage.PersonAsync("王伟");

        Assert.Equal(refusal, (await ChangeAsync(stage, wei, new NewProfile("王伟", typed, "zh-Hans", ""))).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Colleagues_find_a_name_by_its_Latin_form(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var wei = await stage.PersonAsync("王伟");
        await ChangeAsync(stage, wei, new NewProfile("王伟", "Wang Wei", "zh-Hans", ""));
        await using var db = stage.OpenDb();

        Assert.Equal([wei], await new NameSearch(db, "wang").People().Select(p => p.Id).ToListAsync());
    }

    [Theory]
    [InlineData("Asia/Shanghai", null)]
    [InlineData("", null)]
    [InlineData("Mars/Olympus", ChangeProfile.Refusal.UnknownZone)]
    [InlineData("../etc/passwd", ChangeProfile.Refusal.UnknownZone)]
    public async Task A_zone_is_one_of_the_list(string zone, ChangeProfile.Refusal? refusal)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");

        Assert.Equal(refusal, (await ChangeAsync(stage, anna, new NewProfile("Anna", "", "de", zone))).Refusal);
    }

    [Fact]
    public void Without_a_choice_times_are_the_country_s_and_else_the_programme_s()
    {
        var programme = new Leap.Settings.ProgrammeSettings { TimeZone = "Europe/Amsterdam" };

        Assert.Equal("America/Sao_Paulo", PersonZone.Of(null, "BR", programme).Id);
        Assert.Equal("Europe/Amsterdam", PersonZone.Of(null, "ZZ", programme).Id);
        Assert.Equal("Asia/Tokyo", PersonZone.Of("Asia/Tokyo", "BR", programme).Id);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_alias_is_somebody_s_alone_in_any_case_and_form_of_letters(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var (anna, jan) = (await stage.PersonAsync("Anna Schmidt"), await stage.PersonAsync("Jan Wójcik"));
        Assert.Null((await ShowAsync(stage, anna, "Straßen Fuchs")).Refusal);

        Assert.Equal(ChangeVisibility.Refusal.AliasTaken, (await ShowAsync(stage, jan, "straßen  FUCHS")).Refusal);
        Assert.Equal(ChangeVisibility.Refusal.AliasTaken, (await ShowAsync(stage, jan, "Straßen Ｆuchs")).Refusal);
        Assert.Null((await ShowAsync(stage, anna, "straßen fuchs")).Refusal);
        Assert.Null((await ShowAsync(stage, jan, "Roter Fuchs")).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_many_who_want_one_alias_at_once_one_gets_it(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await using var db = stage.OpenDb();
        var people = await db.People.Select(p => p.Id).ToListAsync();

        var outcomes = await Task.WhenAll(people.Select(id => Task.Run(async () =>
        {
            try
            {
                return (await ShowAsync(stage, id, "Comet")).Refusal is null;
            }
            catch (Exception fault) when (Race.IsWhy(fault))
            {
                return false;
            }
        })));

        Assert.Single(outcomes, won => won);
        Assert.Equal(1, await db.People.CountAsync(p => p.Alias == "Comet"));
    }

    [Theory]
    [InlineData("a", ChangeVisibility.Refusal.AliasTooShort)]
    [InlineData("", ChangeVisibility.Refusal.AliasMissing)]
    [InlineData("4711", ChangeVisibility.Refusal.AliasMissing)]
    [InlineData("An alias that is much longer than forty letters", ChangeVisibility.Refusal.AliasTooLong)]
    [InlineData("Comet\u202E", ChangeVisibility.Refusal.AliasHasMarks)]
    [InlineData("The Adm1n", ChangeVisibility.Refusal.AliasImpersonates)]
    [InlineData("Programme-Manager", ChangeVisibility.Refusal.AliasImpersonates)]
    [InlineData("Nordlicht IT-Systeme GmbH!", ChangeVisibility.Refusal.AliasImpersonates)]
    [InlineData("Leap", ChangeVisibility.Refusal.AliasImpersonates)]
    public async Task Refuses_an_alias_that_is_none_or_passes_for_others(string alias, ChangeVisibility.Refusal refusal)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");

        Assert.Equal(refusal, (await ShowAsync(stage, anna, alias)).Refusal);
    }

    private static Task<Outcome<Person, ChangeProfile.Refusal>> ChangeAsync(Stage stage, long personId, NewProfile profile) =>
        stage.RunAsync<ChangeProfile, Outcome<Person, ChangeProfile.Refusal>>(
            change => change.RunAsync(personId, profile, CancellationToken.None));

    private static Task<Outcome<Person, ChangeVisibility.Refusal>> ShowAsync(Stage stage, long personId, string alias) =>
        stage.RunAsync<ChangeVisibility, Outcome<Person, ChangeVisibility.Refusal>>(change => change.RunAsync(
            personId, new NewVisibility(BoardName.Alias, alias, AreBadgesPublic: true), CancellationToken.None));
}
