using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>Months close once, by what statements of them cover already; statements keep what they and their mails are made from.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0025ClosedMonths))]
public sealed class M0025ClosedMonths : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "closed_months",
            c => new
            {
                from_on = c.Column<DateOnly>(),
                zone = c.Column<string>(maxLength: 60),
                until_at = c.Column<DateTime>(),
                after_entry_id = c.Column<long>(),
                head_entry_id = c.Column<long>(),
                head = c.Column<string>(maxLength: 64),
                closed_at = c.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_closed_months", t => t.from_on));
        migrationBuilder.AddColumn<string>("rhythm", "statements", maxLength: 60, defaultValue: "Monthly");
        migrationBuilder.AddColumn<string>("inputs", "statements", defaultValue: "");
        var isPostgres = migrationBuilder.ActiveProvider!.Contains("Npgsql", StringComparison.Ordinal);
        KeepWindows(migrationBuilder, isPostgres);
        KeepUnsentMails(migrationBuilder, isPostgres);
    }

    /// <summary>The instant is that of the writing: all that was covered had been booked before it.</summary>
    private static void KeepWindows(MigrationBuilder migrationBuilder, bool isPostgres)
    {
        var day = isPostgres ? "(period || '-01')::date" : "period || '-01'";
        migrationBuilder.Sql(
            $"""
            INSERT INTO closed_months (from_on, zone, until_at, after_entry_id, head_entry_id, head, closed_at)
            SELECT {day}, MIN(zone), MIN(issued_at), MIN(after_entry_id), MAX(head_entry_id), MAX(head), MIN(issued_at)
            FROM statements WHERE period LIKE '____-__' AND period NOT LIKE '%Q%' GROUP BY period
            """);
    }

    /// <summary>A mail's figures are a sheet of their own now; what was not sent yet must still fit.</summary>
    private static void KeepUnsentMails(MigrationBuilder migrationBuilder, bool isPostgres)
    {
        var body = isPostgres
            ? "jsonb_build_object('Name', body::jsonb -> 'Name', 'Sheet', body::jsonb - 'Name')::text"
            : "json_object('Name', json_extract(body, '$.Name'), 'Sheet', json_remove(body, '$.Name'))";
        migrationBuilder.Sql($"UPDATE messages SET body = {body} WHERE kind = 'statement' AND sent_at IS NULL");
    }
}
