using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0005Leaderboards))]
public sealed class M0005Leaderboards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateScores(migrationBuilder);
        CreateFrozenPeriods(migrationBuilder);
        CreateFrozenStandings(migrationBuilder);
    }

    private static void CreateScores(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "scores",
            c => new
            {
                period = c.Column<string>(maxLength: 10),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(),
                learning = c.Column<long>(),
                selling = c.Column<long>(),
                total = c.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_scores", t => new { t.period, t.person_id });
                t.ForeignKey("fk_scores_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_scores_period_total_person_id", "scores", ["period", "total", "person_id"], descending: [false, true, false]);
        migrationBuilder.CreateIndex("ix_scores_person_id", "scores", "person_id");
    }

    private static void CreateFrozenPeriods(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "frozen_periods",
            c => new
            {
                period = c.Column<string>(maxLength: 10),
                zone = c.Column<string>(maxLength: 60),
                frozen_at = c.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_frozen_periods", t => t.period));
    }

    private static void CreateFrozenStandings(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "frozen_standings",
            c => new
            {
                period = c.Column<string>(maxLength: 10),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(),
                country = c.Column<string>(maxLength: 2),
                tier = c.Column<string>(maxLength: 60),
                learning = c.Column<long>(),
                selling = c.Column<long>(),
                total = c.Column<long>(),
                rank = c.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_frozen_standings", t => new { t.period, t.person_id });
                t.ForeignKey("fk_frozen_standings_period", t => t.period, "frozen_periods", "period", onDelete: ReferentialAction.Restrict);
            });
    }
}
