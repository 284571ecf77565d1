using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class ImportPeopleTests
{
    private const string Ada = "ada@acme.example,Ada Vogel,DE,de,ACME,seller,2026-01-01,name,,";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Enrols_people_who_can_sign_in_and_work_at_a_firm(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);

        var jan = await desk.ReadAsync(db => db.People.SingleAsync(p => p.NormalizedEmail == "JAN@ZEBRA.EXAMPLE"));
        var work = await desk.ReadAsync(db => db.Memberships.SingleAsync(m => m.PersonId == jan.Id));

        Assert.Equal(("jan@zebra.example", "JAN@ZEBRA.EXAMPLE"), (jan.UserName, jan.NormalizedUserName));
        Assert.NotEmpty(jan.SecurityStamp!);
        Assert.Equal((BoardName.Alias, "Żubr"), (jan.BoardName, jan.Alias));
        Assert.Equal(new DateOnly(2026, 1, 1), jan.EnrolledOn);
        Assert.Equal(Personas.Seller | Personas.FirmAdmin, work.Personas);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task All_personas_fit(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);

        await desk.ImportAsync(
            "people", ImportDesk.People,
            "all@acme.example,All,DE,de,ACME,seller|firm-admin|deal-desk|incentives-manager|marketing|learning-lead,2026-01-01,,,");

        Assert.Equal((Personas)63, await desk.ReadAsync(db => db.Memberships.OrderBy(m => m.Id).Select(m => m.Personas).LastAsync()));
    }

    [Fact]
    public async Task A_file_that_a_manager_brings_gives_no_role()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportTextAsync(
            "people", ImportDesk.People + "\neve@acme.example,Eve,DE,de,ACME,seller,2026-01-01,name,,administrator", staffId: 1);

        Assert.Equal((0, 1), (report.Added, report.Refused));
        Assert.Equal(0, await desk.ReadAsync(db => db.People.CountAsync(p => p.Staff == StaffRole.Administrator)));
    }

    [Fact]
    public async Task A_file_that_a_manager_brings_takes_no_role()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportAsync("people", ImportDesk.People, "eve@acme.example,Eve,DE,de,ACME,seller,2026-01-01,name,,auditor");

        await desk.ImportTextAsync(
            "people", ImportDesk.People + "\neve@acme.example,Eve,DE,de,ACME,seller,2026-01-01,name,,", staffId: 1);

        Assert.Equal(1, await desk.ReadAsync(db => db.People.CountAsync(p => p.Staff == StaffRole.Auditor)));
    }

    [Theory]
    [InlineData("jan@zebra.example,Jan Nowak,PL,pl,ZEBRA,seller,2026-01-01,alias,Żubr,", "personas")]
    [InlineData("jan@zebra.example,Jan Nowak,PL,pl,ACME,seller|firm-admin,2026-07-01,alias,Żubr,", "firm")]
    public async Task A_firm_keeps_its_last_admin_and_the_other_rows_go_in(string row, string column)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync(
            "people", ImportDesk.People, row, "eve@zebra.example,Eve,PL,pl,ZEBRA,seller,2026-01-01,name,,");

        var complaint = Assert.Single(report.Bad);
        Assert.Equal((2, column, 1, 1), (complaint.Line, complaint.Column, report.Added, report.Refused));
        Assert.Contains("Jan Nowak", complaint.Reason, StringComparison.Ordinal);
        var jan = await desk.ReadAsync(db => db.Memberships.SingleAsync(m => (m.Personas & Personas.FirmAdmin) != Personas.None));
        Assert.Equal((Personas.Seller | Personas.FirmAdmin, null), (jan.Personas, jan.ToOn));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task One_file_can_hand_a_firm_from_its_last_admin_to_another(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        await desk.ImportAsync("people", ImportDesk.People, "eve@zebra.example,Eve,PL,pl,ZEBRA,seller,2026-01-01,name,,");

        var report = await desk.ImportAsync(
            "people", ImportDesk.People, "jan@zebra.example,Jan Nowak,PL,pl,ACME,seller,2026-07-01,alias,Żubr,",
            "eve@zebra.example,Eve,PL,pl,ZEBRA,seller|firm-admin,2026-01-01,name,,");

        Assert.Equal((2, 0), (report.Changed, report.Refused));
    }

    [Fact]
    public async Task A_file_that_takes_all_admins_of_a_firm_leaves_the_one_who_stands_last()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportAsync("people", ImportDesk.People, "eve@zebra.example,Eve,PL,pl,ZEBRA,firm-admin,2026-01-01,name,,");

        var report = await desk.ImportAsync(
            "people", ImportDesk.People, "jan@zebra.example,Jan Nowak,PL,pl,ZEBRA,seller,2026-01-01,alias,Żubr,",
            "eve@zebra.example,Eve,PL,pl,ZEBRA,seller,2026-01-01,name,,");

        Assert.Equal((1, 3), (report.Changed, Assert.Single(report.Bad).Line));
    }

    [Fact]
    public async Task The_same_row_again_changes_nothing_and_another_name_changes_one()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var same = await desk.ImportAsync("people", ImportDesk.People, Ada);
        var other = await desk.ImportAsync("people", ImportDesk.People, Ada.Replace("Vogel", "Roth", StringComparison.Ordinal));

        Assert.Equal((1, 0), (same.Unchanged, same.Changed));
        Assert.Equal((0, 1), (other.Unchanged, other.Changed));
        Assert.Equal(1, await desk.ReadAsync(db => db.People.CountAsync(p => p.Name == "Ada Roth")));
    }

    [Fact]
    public async Task The_case_of_an_address_makes_nobody_new()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("people", ImportDesk.People, Ada.Replace("ada@", "Ada@", StringComparison.Ordinal));

        Assert.Equal((0, 1), (report.Added, report.Unchanged));
    }

    [Fact]
    public async Task A_move_ends_the_time_at_the_old_firm_the_day_before()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        var move = Ada.Replace("ACME,seller,2026-01-01", "ZEBRA,seller,2026-07-01", StringComparison.Ordinal);

        var first = await desk.ImportAsync("people", ImportDesk.People, move);
        var second = await desk.ImportAsync("people", ImportDesk.People, move);
        var old = await desk.ImportAsync("people", ImportDesk.People, Ada);

        var id = await desk.ReadAsync(db => db.People.Where(p => p.Email == "ada@acme.example").Select(p => p.Id).SingleAsync());
        var work = await desk.ReadAsync(db => db.Memberships.Where(m => m.PersonId == id).OrderBy(m => m.FromOn).ToListAsync());
        Assert.Equal((1, 1, 1), (first.Changed, second.Unchanged, old.Unchanged));
        Assert.Equal([new DateOnly(2026, 6, 30), null], work.Select(m => m.ToOn));
    }

    [Fact]
    public async Task A_move_into_the_past_is_refused()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync(
            "people", ImportDesk.People, Ada.Replace("ACME,seller,2026-01-01", "ZEBRA,seller,2025-07-01", StringComparison.Ordinal));

        Assert.Equal("from", Assert.Single(report.Bad).Column);
    }

    [Fact]
    public async Task Only_staff_may_be_without_a_firm()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("people", ImportDesk.People, "solo@acme.example,Solo,DE,de,,seller,2026-01-01,,,");

        Assert.Equal("firm", Assert.Single(report.Bad).Column);
        Assert.Equal(1, await desk.ReadAsync(db => db.People.CountAsync(p => p.Staff == StaffRole.Manager)));
    }

    [Fact]
    public async Task Who_has_no_language_speaks_the_firms()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        await desk.ImportAsync("people", ImportDesk.People, "new@zebra.example,New,DE,,ZEBRA,seller,2026-01-01,,,");

        Assert.Equal("pl", await desk.ReadAsync(db => db.People.Where(p => p.Name == "New").Select(p => p.Language).SingleAsync()));
    }

    [Theory]
    [InlineData("not an address,X,DE,de,ACME,seller,2026-01-01,,,", "email")]
    [InlineData("x@y,X,DE,de,ACME,seller,2026-01-01,,,", "email")]
    [InlineData("Ada <x@y.example>,X,DE,de,ACME,seller,2026-01-01,,,", "email")]
    [InlineData("x@y.example,X,DE,de,NOWHERE,seller,2026-01-01,,,", "firm")]
    [InlineData("x@y.example,X,DE,de,ACME,boss,2026-01-01,,,", "personas")]
    [InlineData("x@y.example,X,DE,de,ACME,,2026-01-01,,,", "personas")]
    [InlineData("x@y.example,X,DE,de,ACME,seller,,,,", "from")]
    [InlineData("x@y.example,X,DE,de,ACME,seller,2026-01-01,alias,,", "alias")]
    [InlineData("x@y.example,X,DE,de,ACME,seller,2026-01-01,,,king", "staff")]
    [InlineData("ada@acme.example,X,DE,de,ACME,seller,2026-01-01,,,", "email")]
    public async Task A_bad_cell_is_named(string row, string column)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("people", ImportDesk.People, Ada, row);

        Assert.Equal((3, column), (Assert.Single(report.Bad).Line, report.Bad[0].Column));
        Assert.Equal((1, 1), (report.Unchanged, report.Refused));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_dry_run_reports_the_same_and_keeps_nothing(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        string[] file =
        [
            ImportDesk.People, Ada.Replace("Vogel", "Roth", StringComparison.Ordinal), "bad,X,DE,de,ACME,seller,2026-01-01,,,",
            .. Enumerable.Range(0, 1_200).Select(i => $"p{i}@acme.example,P {i},DE,de,ACME,seller,2026-01-01,,,"),
        ];

        var rehearsed = await desk.RehearseAsync("people", file);
        var people = await desk.ReadAsync(db => db.People.OrderBy(p => p.Id).Select(p => p.Name).ToListAsync());
        var done = await desk.ImportAsync("people", file);

        Assert.Equal(["Ada Vogel", "Jan Nowak", "Mia Manager"], people);
        Assert.Equal((1_202, 1_200, 1, 0, 1), (done.Rows, done.Added, done.Changed, done.Unchanged, done.Refused));
        Assert.Equal(done with { Bad = [], UnusedColumns = [] }, rehearsed with { Bad = [], UnusedColumns = [] });
        Assert.Equal(done.Bad, rehearsed.Bad);
    }
}
