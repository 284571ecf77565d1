using Leap.Data;
using Leap.Terms;
using Leap.Tests.Engines;
using Leap.Tests.Joining;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Terms;

public sealed class TermsTests
{
    [Fact]
    public async Task The_first_draft_begins_with_the_terms_that_ship_with_the_program_in_every_language()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);

        var draft = await DraftAsync(door);

        Assert.Equal(8, draft.Texts.Count);
        Assert.All(draft.Texts, t => Assert.True(t.Text.Length > 300, t.Language));
        Assert.Equal(draft.Number, (await DraftAsync(door)).Number);
    }

    [Fact]
    public async Task A_version_with_a_language_missing_is_not_published_and_the_language_is_named()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var draft = await DraftAsync(door);
        await WriteAsync(door, draft.Number, "pl", "", "");

        Assert.Equal(PublishTerms.Refusal.LanguagesMissing, (await PublishAsync(door, draft.Number, "2026-11-12")).Refusal);
        await WriteAsync(door, draft.Number, "pl", "Regulamin", "");
        Assert.Null((await PublishAsync(door, draft.Number, "2026-11-12")).Refusal);
    }

    [Fact]
    public async Task From_the_second_version_on_each_language_says_what_changed()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        await door.PublishTermsAsync();
        var draft = await DraftAsync(door);
        foreach (var text in draft.Texts.Where(t => t.Language != "ar"))
        {
            await WriteAsync(door, draft.Number, text.Language, text.Text, "Note");
        }

        Assert.Equal(PublishTerms.Refusal.LanguagesMissing, (await PublishAsync(door, draft.Number, "2026-11-12")).Refusal);
    }

    [Fact]
    public async Task What_was_published_can_not_be_changed_or_thrown_away()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var number = await door.PublishTermsAsync();

        Assert.Equal(WriteTerms.Refusal.NoDraft, (await WriteAsync(door, number, "en", "Other", "")).Refusal);
        await door.Stage.RunAsync<DiscardTerms, int>(async discard =>
        {
            await discard.RunAsync(number, CancellationToken.None);
            return 0;
        });
        await using var db = door.Stage.OpenDb();
        Assert.Equal(8, await db.TermsTexts.CountAsync(t => t.TermsNumber == number));
    }

    [Fact]
    public async Task A_version_of_the_future_binds_nobody_until_its_day()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var first = await door.PublishTermsAsync();
        var draft = await DraftAsync(door);
        foreach (var text in draft.Texts)
        {
            await WriteAsync(door, draft.Number, text.Language, "Second", "Note");
        }

        Assert.Equal(PublishTerms.Refusal.EffectiveInPast, (await PublishAsync(door, draft.Number, "2026-11-11")).Refusal);
        await PublishAsync(door, draft.Number, "2026-12-01");

        Assert.Equal(first, await CurrentAsync(door));
        door.Stage.MoveTo("2026-12-01");
        Assert.Equal(draft.Number, await CurrentAsync(door));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_yes_is_kept_once_and_only_for_the_version_in_force(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var number = await door.PublishTermsAsync();

        var (first, again, other) = (await YesAsync(door, number), await YesAsync(door, number), await YesAsync(door, number + 1));

        Assert.Equal(first.Value.Id, again.Value.Id);
        Assert.Equal(AcceptTerms.Refusal.NotCurrent, other.Refusal);
        Assert.Equal(1, (await door.CountAsync()).Yeses);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Only_the_firms_admin_signs_for_it_with_name_and_title(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var number = await door.PublishTermsAsync();
        var anna = await door.Stage.PersonAsync("Anna Schmidt");

        Assert.Equal(AcceptFirmTerms.Refusal.NameMissing, (await SignAsync(door, door.Eva, door.Nordlicht, (" ", "CEO"), number)).Refusal);
        Assert.Equal(AcceptFirmTerms.Refusal.TitleMissing, (await SignAsync(door, door.Eva, door.Nordlicht, ("Eva", ""), number)).Refusal);
        Assert.Equal(AcceptFirmTerms.Refusal.NotASignatory, (await SignAsync(door, anna, door.Nordlicht, ("Anna", "CEO"), number)).Refusal);
        Assert.Equal(
            AcceptFirmTerms.Refusal.NotASignatory, (await SignAsync(door, door.Eva, door.Brightwater, ("Eva", "CEO"), number)).Refusal);
        Assert.Equal(AcceptFirmTerms.Refusal.NotCurrent, (await SignAsync(door, door.Eva, door.Nordlicht, ("Eva", "CEO"), 9)).Refusal);
        var signed = (await SignAsync(door, door.Eva, door.Nordlicht, (" Eva Brandt ", "Geschäftsführerin"), number)).Value;
        Assert.Equal(("Eva Brandt", door.Nordlicht, "192.0.2.7"), (signed.SignatoryName, signed.FirmId!.Value, signed.NetworkAddress));
        Assert.Equal(
            AcceptFirmTerms.Refusal.AlreadyAccepted, (await SignAsync(door, door.Eva, door.Nordlicht, ("Eva", "CEO"), number)).Refusal);
    }

    private static Task<TermsVersion> DraftAsync(Door door) =>
        door.Stage.RunAsync<DraftTerms, TermsVersion>(draft => draft.RunAsync(CancellationToken.None));

    private static Task<int?> CurrentAsync(Door door) =>
        door.Stage.RunAsync<CurrentTerms, int?>(current => current.NumberAsync(CancellationToken.None));

    private static Task<Outcome<TermsText, WriteTerms.Refusal>> WriteAsync(
        Door door, int number, string language, string text, string note) =>
        door.Stage.RunAsync<WriteTerms, Outcome<TermsText, WriteTerms.Refusal>>(
            write => write.RunAsync(number, language, (text, note), CancellationToken.None));

    private static Task<Outcome<TermsVersion, PublishTerms.Refusal>> PublishAsync(Door door, int number, string day) =>
        door.Stage.RunAsync<PublishTerms, Outcome<TermsVersion, PublishTerms.Refusal>>(
            publish => publish.RunAsync(number, Stage.On(day), publisherId: null, CancellationToken.None));

    private static Task<Outcome<TermsAcceptance, AcceptTerms.Refusal>> YesAsync(Door door, int number) =>
        door.Stage.RunAsync<AcceptTerms, Outcome<TermsAcceptance, AcceptTerms.Refusal>>(
            accept => accept.RunAsync(door.Eva, new TermsYes(number, "de", "192.0.2.7"), CancellationToken.None));

    private static Task<Outcome<TermsAcceptance, AcceptFirmTerms.Refusal>> SignAsync(
        Door door, long personId, long firmId, (string Name, string Title) typed, int number) =>
        door.Stage.RunAsync<AcceptFirmTerms, Outcome<TermsAcceptance, AcceptFirmTerms.Refusal>>(accept => accept.RunAsync(
            new AcceptFirmTerms.Signature(personId, firmId, typed.Name, typed.Title),
            new TermsYes(number, "de", "192.0.2.7"),
            CancellationToken.None));
}
