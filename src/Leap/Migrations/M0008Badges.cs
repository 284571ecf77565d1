using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0008Badges))]
public sealed class M0008Badges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateBadges(migrationBuilder);
        CreateAssertions(migrationBuilder);
    }

    private static void CreateBadges(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "badges",
            c => new
            {
                id = c.Id(),
                code = c.Column<string>(maxLength: 40),
                criterion = c.Column<string>(maxLength: 40),
                parameters = c.Column<string>(maxLength: 200),
                icon = c.Column<string>(maxLength: 20),
                colour = c.Column<string>(maxLength: 20),
                name = c.Column<string>(),
                text = c.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_badges", t => t.id));
        migrationBuilder.CreateIndex("ix_badges_code", "badges", "code", unique: true);
    }

    private static void CreateAssertions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "assertions",
            c => new
            {
                id = c.Id(),
                badge_id = c.Column<long>(),
                person_id = c.Column<long>(),
                period = c.Column<string>(maxLength: 10),
                public_id = c.Column<string>(maxLength: 22),
                awarded_on = c.Column<DateOnly>(),
                recipient_name = c.Column<string>(maxLength: 200),
                shared_at = c.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_assertions", t => t.id);
                t.ForeignKey("fk_assertions_badge_id", t => t.badge_id, "badges", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_assertions_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_assertions_badge_id_person_id_period", "assertions", ["badge_id", "person_id", "period"],
            unique: true);
        migrationBuilder.CreateIndex("ix_assertions_person_id_awarded_on", "assertions", ["person_id", "awarded_on"]);
        migrationBuilder.CreateIndex("ix_assertions_public_id", "assertions", "public_id", unique: true);
    }
}
