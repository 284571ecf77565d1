using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Corrections;

/// <summary>The stage with two managers, Mia and Noah, and Jan, who has 1,000 points until the end of March 2027.</summary>
public sealed class Desk : IAsyncDisposable
{
    private Desk(Stage stage) => Stage = stage;

    public Stage Stage { get; }

    public long Mia { get; private set; }

    public long Noah { get; private set; }

    public long Jan { get; private set; }

    public static async Task<Desk> OpenAsync(Engine engine, ProgrammeSettings? programme = null)
    {
        var desk = new Desk(await Stage.SetAsync(engine, programme: programme));
        desk.Mia = await desk.Stage.PersonAsync("Mia Larsen");
        desk.Jan = await desk.Stage.PersonAsync("Jan Wójcik");
        desk.Noah = await desk.Stage.UseAsync(AddManagerAsync);
        await desk.PostAsync(new NewEntry(
            "course/jan", EntryKind.Earned, Stage.On("2026-11-01"), "",
            [new(AccountRef.Issued, -1000), new(AccountRef.Available(desk.Jan), 1000)])
        {
            ExpiresOn = Stage.On("2027-03-31"),
        });
        return desk;
    }

    /// <summary>Jan is given points.</summary>
    public NewManualEntry Gift(long points, string key = "gift") =>
        new(key, ManualEntryKind.Adjustment, Jan, points, CorrectionReason.Goodwill, "Broken link in the module");

    public NewManualEntry WriteOff(long points, string key = "write-off") =>
        new(key, ManualEntryKind.WriteOff, Jan, points, CorrectionReason.DebtForgiven, "The return was ours");

    public Task<Outcome<ManualEntry, ProposeManualEntry.Refusal>> ProposeAsync(NewManualEntry wanted) =>
        Stage.RunAsync<ProposeManualEntry, Outcome<ManualEntry, ProposeManualEntry.Refusal>>(
            propose => propose.RunAsync(wanted, Mia, CancellationToken.None));

    public Task<Outcome<ManualEntry, DecideManualEntry.Refusal>> DecideAsync(long id, long deciderId, bool isApproved = true) =>
        Stage.RunAsync<DecideManualEntry, Outcome<ManualEntry, DecideManualEntry.Refusal>>(
            decide => decide.RunAsync(id, deciderId, isApproved, CancellationToken.None));

    /// <summary>Jan owes points, of a return that found none left.</summary>
    public Task<Posted> OweAsync(long points) => PostAsync(new NewEntry(
        "award/0/returned/1", EntryKind.Reversed, Stage.On("2026-11-10"), "J-1",
        [new(AccountRef.Debt(Jan), -points), new(AccountRef.Issued, points)]));

    public Task<Posted> PostAsync(NewEntry entry) => Stage.UseAsync(async scope =>
    {
        var db = scope.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var posted = await scope.GetRequiredService<Journal>().PostAsync([entry], CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return posted[0];
    });

    public async Task<(int Asked, int Booked)> CountAsync()
    {
        await using var db = Stage.OpenDb();
        return (await db.ManualEntries.CountAsync(), await db.Entries.CountAsync());
    }

    public async Task<long> AvailableAsync() => (await Stage.BalanceAsync(Jan)).Available;

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    private static async Task<long> AddManagerAsync(IServiceProvider scope)
    {
        var db = scope.GetRequiredService<LeapDb>();
        var noah = new Person
        {
            Name = "Noah Lind", Language = "de", Country = "DE", UserName = "noah@programme.example", Email = "noah@programme.example",
            NormalizedUserName = "NOAH@PROGRAMME.EXAMPLE", NormalizedEmail = "NOAH@PROGRAMME.EXAMPLE", SecurityStamp = "noah",
            Staff = StaffRole.Manager,
        };
        db.People.Add(noah);
        await db.SaveChangesAsync();
        return noah.Id;
    }
}
