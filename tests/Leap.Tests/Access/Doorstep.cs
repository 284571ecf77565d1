using System.Text.Json;
using Leap.Access;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Access;

/// <summary>People in front of the sign-in: Anna sells, Mia manages the programme, Eva is admin of Anna's firm.</summary>
internal sealed class Doorstep : IAsyncDisposable
{
    public const string AnnasAddress = "p1@firm.example";
    public const string Nobody = "nobody@firm.example";
    public const string Password = "seven grey herons";
    public const string Here = "192.0.2.7";

    private readonly Stage stage;

    private Doorstep(Stage stage, long anna, long mia)
    {
        this.stage = stage;
        (Anna, Mia) = (anna, mia);
    }

    public long Anna { get; }

    public long Mia { get; }

    public static async Task<Doorstep> OpenAsync(Engine engine)
    {
        var told = await Stage.SetAsync(engine);
        return new Doorstep(told, await told.PersonAsync("Anna Schmidt"), await told.PersonAsync("Mia Larsen"));
    }

    public void Advance(TimeSpan by) => stage.Advance(by);

    public Task<T> DoAsync<TOperation, T>(Func<TOperation, Task<T>> run)
        where TOperation : notnull => stage.RunAsync(run);

    public async Task<T> ReadAsync<T>(Func<LeapDb, Task<T>> read)
    {
        await using var db = stage.OpenDb();
        return await read(db);
    }

    public Task<Person> PersonAsync(long id) => ReadAsync(db => db.People.SingleAsync(p => p.Id == id));

    public Task<Session> SignInAsync(long personId) => DoAsync<OpenSession, Session>(open =>
        open.RunAsync(new NewSession(personId, SignInMethod.Password, IsFull: true), CancellationToken.None));

    public Task<int> SessionsAsync(long personId) => ReadAsync(db => db.Sessions.CountAsync(s => s.PersonId == personId));

    public Task<List<long>> SessionIdsAsync(long personId) =>
        ReadAsync(db => db.Sessions.Where(s => s.PersonId == personId).Select(s => s.Id).ToListAsync());

    public Task<SignInVerdict> TryAsync(string email, string password, string network = Here) =>
        DoAsync<CheckPassword, SignInVerdict>(check => check.RunAsync(email, password, network, CancellationToken.None));

    public Task<SignInVerdict> TryCodeAsync(long personId, string code) =>
        DoAsync<CheckCode, SignInVerdict>(check => check.RunAsync(personId, code, Here, CancellationToken.None));

    public async Task<SetPassword.Refusal?> ChooseAsync(long personId, string password, long keptSessionId = 0) =>
        (await DoAsync<SetPassword, Outcome<Person, SetPassword.Refusal>>(set =>
            set.RunAsync(personId, password, keptSessionId, CancellationToken.None))).Refusal;

    /// <returns>The key of the app, and the recovery codes.</returns>
    public async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(long personId, long? keptSessionId = null)
    {
        var (offer, key) = await DoAsync<SecondFactorKeys, (string, string)>(keys =>
        {
            var offer = keys.Offer(personId);
            return Task.FromResult((offer, keys.Offered(personId, offer)!));
        });
        var outcome = await DoAsync<TurnOnSecondFactor, Outcome<IReadOnlyList<string>, TurnOnSecondFactor.Refusal>>(async turnOn =>
            await turnOn.RunAsync(personId, offer, await CodeAsync(key), keptSessionId, CancellationToken.None));
        return (key, outcome.Value);
    }

    /// <summary>What the app shows now.</summary>
    public Task<string> CodeAsync(string key) =>
        DoAsync<Calendar, string>(calendar => Task.FromResult(Totp.CodeAt(key, Totp.StepAt(calendar.Now))));

    /// <summary>The secret of the newest mail of a kind; null when there is none.</summary>
    public async Task<string?> SecretAsync<TMail>()
        where TMail : IMail
    {
        var kind = TMail.Kind;
        var body = await ReadAsync(db => db.Messages.Where(m => m.Kind == kind)
            .OrderByDescending(m => m.Id).Select(m => m.Body).FirstOrDefaultAsync());
        return body is null ? null : JsonDocument.Parse(body).RootElement.GetProperty("Secret").GetString();
    }

    /// <summary>The notices owed to a person, oldest first, with the address that each goes to.</summary>
    public async Task<List<(SecurityNotice Notice, string Address, string? UndoSecret)>> NoticesAsync(long personId)
    {
        var messages = await ReadAsync(db => db.Messages
            .Where(m => m.Kind == "security-notice" && m.PersonId == personId).OrderBy(m => m.Id).ToListAsync());
        return messages.ConvertAll(m =>
        {
            var body = JsonDocument.Parse(m.Body).RootElement;
            var undo = body.GetProperty("UndoPath").GetString();
            return (Enum.Parse<SecurityNotice>(body.GetProperty("Notice").GetString()!), m.ToAddress, undo?.Split("secret=")[1]);
        });
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();
}
