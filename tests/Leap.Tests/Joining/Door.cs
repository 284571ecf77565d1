using System.Text.Json;
using Leap.Data;
using Leap.Joining;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Terms;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Joining;

/// <summary>The stage as it is for who comes in: Eva is admin of Nordlicht, Sam of Brightwater; the terms have no version yet.</summary>
public sealed class Door : IAsyncDisposable
{
    private Door(Stage stage) => Stage = stage;

    public Stage Stage { get; }

    public long Eva { get; private set; }

    public long Nordlicht { get; private set; }

    public long Brightwater { get; private set; }

    public static async Task<Door> OpenAsync(Engine engine)
    {
        var door = new Door(await Stage.SetAsync(engine));
        door.Eva = await door.Stage.PersonAsync("Eva Brandt");
        await using var db = door.Stage.OpenDb();
        door.Nordlicht = await db.Firms.Where(f => f.Code == "F-1").Select(f => f.Id).SingleAsync();
        door.Brightwater = await db.Firms.Where(f => f.Code == "F-2").Select(f => f.Id).SingleAsync();
        return door;
    }

    public NewInvitation Newcomer(string address = "lea@nordlicht.example", string language = "pl") =>
        new(Nordlicht, address, language, Personas.Seller) { Name = "Lea", InvitedById = Eva };

    public Task<Outcome<Invitation, InviteColleague.Refusal>> InviteAsync(NewInvitation wanted) =>
        Stage.RunAsync<InviteColleague, Outcome<Invitation, InviteColleague.Refusal>>(
            invite => invite.RunAsync(wanted, CancellationToken.None));

    public Task<Outcome<Invitation, SendInvitationAgain.Refusal>> SendAgainAsync(long id) =>
        Stage.RunAsync<SendInvitationAgain, Outcome<Invitation, SendInvitationAgain.Refusal>>(
            again => again.RunAsync(id, Nordlicht, Eva, CancellationToken.None));

    public Task<Outcome<Invitation, RevokeInvitation.Refusal>> RevokeAsync(long id) =>
        Stage.RunAsync<RevokeInvitation, Outcome<Invitation, RevokeInvitation.Refusal>>(
            revoke => revoke.RunAsync(id, Nordlicht, Eva, CancellationToken.None));

    public Task<Outcome<Person, AcceptInvitation.Refusal>> AcceptAsync(
        long id, string? secret, long? readerId = null, AcceptInvitation.Answer? answer = null) =>
        Stage.RunAsync<AcceptInvitation, Outcome<Person, AcceptInvitation.Refusal>>(
            accept => accept.RunAsync(id, secret, readerId, answer ?? Answer(), CancellationToken.None));

    public Task<Outcome<AcceptInvitation.Offer, AcceptInvitation.Refusal>> LookAsync(long id, string? secret, long? readerId = null) =>
        Stage.RunAsync<AcceptInvitation, Outcome<AcceptInvitation.Offer, AcceptInvitation.Refusal>>(
            accept => accept.LookAsync(id, secret, readerId, CancellationToken.None));

    public static AcceptInvitation.Answer Answer(int? terms = null) =>
        new("Lea Żółć", "ar", PasswordHash: null, terms is { } number ? new TermsYes(number, "ar", "2001:db8::7") : null);

    /// <summary>The secret of the newest mail of an invitation.</summary>
    public async Task<string> SecretAsync(long id)
    {
        await using var db = Stage.OpenDb();
        var body = await db.Messages.Where(m => m.Kind == "invitation" && m.Key.StartsWith($"invitation/{id}/"))
            .OrderByDescending(m => m.Id)
            .Select(m => m.Body)
            .FirstAsync();
        return JsonDocument.Parse(body).RootElement.GetProperty("Secret").GetString()!;
    }

    /// <summary>Publishes a version of the terms in all languages, in force from today.</summary>
    public Task<int> PublishTermsAsync() => Stage.UseAsync(scope => PublishTermsAsync(scope));

    public static async Task<int> PublishTermsAsync(IServiceProvider scope)
    {
        var draft = await scope.GetRequiredService<DraftTerms>().RunAsync(CancellationToken.None);
        foreach (var text in draft.Texts)
        {
            await scope.GetRequiredService<WriteTerms>().RunAsync(
                draft.Number, text.Language, ($"# Terms {draft.Number}\n\nIn {text.Language}.", "Plainer words."), CancellationToken.None);
        }

        var today = scope.GetRequiredService<Programmes.Calendar>().Today;
        var published = await scope.GetRequiredService<PublishTerms>()
            .RunAsync(draft.Number, today, publisherId: null, CancellationToken.None);
        return published.Value.Number;
    }

    public async Task<(int People, int Memberships, int Yeses)> CountAsync()
    {
        await using var db = Stage.OpenDb();
        return (await db.People.CountAsync(), await db.Memberships.CountAsync(), await db.TermsAcceptances.CountAsync());
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
