using Leap.Access;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Access;

public sealed class CheckPasswordTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_right_password_proves_its_person_whatever_the_case_of_the_address(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);

        var verdict = await door.TryAsync(" P1@Firm.Example ", Doorstep.Password);

        Assert.Equal(door.Anna, verdict.Person?.Id);
    }

    [Theory]
    [OnSqlite]
    public async Task Wrong_unknown_without_a_password_and_suspended_answer_alike(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);
        var wrong = await door.TryAsync(Doorstep.AnnasAddress, "eight grey herons");
        await door.ReadAsync(db => db.People.Where(p => p.Id == door.Anna)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.SuspendedAt, DateTime.UnixEpoch)));

        Assert.Equal(wrong, await door.TryAsync(Doorstep.Nobody, Doorstep.Password));
        Assert.Equal(wrong, await door.TryAsync("p2@firm.example", Doorstep.Password));
        Assert.Equal(wrong, await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password));
        Assert.Equal(new SignInVerdict(Person: null, WaitMinutes: 0), wrong);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task After_five_tries_in_vain_each_next_one_waits_longer_and_an_unknown_address_as_long(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        var waits = await WaitsAsync(door, Doorstep.AnnasAddress, tries: 12);

        Assert.Equal([0, 0, 0, 0, 1, 2, 5, 10, 20, 40, 60, 60], waits);
        Assert.Equal(waits, await WaitsAsync(door, Doorstep.Nobody, tries: 12));
    }

    [Theory]
    [OnSqlite]
    public async Task While_it_waits_even_the_right_password_is_not_looked_at_and_then_it_is(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);
        await WaitsAsync(door, Doorstep.AnnasAddress, tries: TryLimit.FreeTries, isPatient: false);

        Assert.Equal(new SignInVerdict(Person: null, WaitMinutes: 1), await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password));
        door.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password)).Person);
    }

    [Theory]
    [OnSqlite]
    public async Task A_right_password_forgets_the_tries_before_it(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);
        await WaitsAsync(door, Doorstep.AnnasAddress, tries: 4);
        await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password);

        Assert.Equal([0, 0, 0, 0], await WaitsAsync(door, Doorstep.AnnasAddress, tries: 4));
    }

    [Theory]
    [OnSqlite]
    public async Task A_day_forgets_the_tries_too(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await WaitsAsync(door, Doorstep.AnnasAddress, tries: 8);
        door.Advance(TryLimit.Memory);

        Assert.Equal([0], await WaitsAsync(door, Doorstep.AnnasAddress, tries: 1));
    }

    [Theory]
    [OnSqlite]
    public async Task A_network_that_tries_many_addresses_waits_and_another_does_not(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        for (var i = 0; i < TryLimit.FreeTriesOfNetwork; i++)
        {
            await door.TryAsync($"{i}@firm.example", "wrong wrong");
        }

        Assert.Equal(1, (await door.TryAsync(Doorstep.AnnasAddress, "wrong wrong")).WaitMinutes);
        Assert.Equal(0, (await door.TryAsync(Doorstep.AnnasAddress, "wrong wrong", network: "198.51.100.1")).WaitMinutes);
    }

    [Theory]
    [OnSqlite]
    public async Task The_person_is_told_once_of_a_lock(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await WaitsAsync(door, Doorstep.AnnasAddress, tries: 7);

        Assert.Equal(SecurityNotice.LockedOut, Assert.Single(await door.NoticesAsync(door.Anna)).Notice);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Many_tries_at_once_are_not_all_free(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => door.TryAsync(Doorstep.AnnasAddress, "wrong wrong")));

        Assert.Equal(TryLimit.FreeTries - 1, verdicts.Count(v => v.WaitMinutes == 0));
    }

    [Theory]
    [OnSqlite]
    public async Task A_hash_of_fewer_rounds_is_renewed_when_it_is_used(Engine engine)
    {
        await using var door = await Doorstep.OpenAsync(engine);
        await door.ChooseAsync(door.Anna, Doorstep.Password);
        var weak = new Microsoft.AspNetCore.Identity.PasswordHasher<Person>(
            Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 10 }))
            .HashPassword(await door.PersonAsync(door.Anna), Doorstep.Password);
        await door.ReadAsync(db => db.People.Where(p => p.Id == door.Anna)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.PasswordHash, weak)));

        Assert.NotNull((await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password)).Person);
        Assert.NotEqual(weak, (await door.PersonAsync(door.Anna)).PasswordHash);
        Assert.NotNull((await door.TryAsync(Doorstep.AnnasAddress, Doorstep.Password)).Person);
    }

    /// <param name="isPatient">Whether to wait each time as long as is asked.</param>
    private static async Task<List<int>> WaitsAsync(Doorstep door, string email, int tries, bool isPatient = true)
    {
        var waits = new List<int>();
        for (var i = 0; i < tries; i++)
        {
            waits.Add((await door.TryAsync(email, "wrong wrong")).WaitMinutes);
            door.Advance(TimeSpan.FromMinutes(isPatient ? waits[^1] : 0));
        }

        return waits;
    }
}
