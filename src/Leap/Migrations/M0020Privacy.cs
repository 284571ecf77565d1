using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0020Privacy))]
public sealed class M0020Privacy : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ExtendProfiles(migrationBuilder);
        CreateDataExports(migrationBuilder);
        CreateErasures(migrationBuilder);
    }

    /// <summary>Of people who share an alias already, the first keeps it to themselves once they save it again.</summary>
    private static void ExtendProfiles(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("latin_name", "people", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>("time_zone", "people", maxLength: 60, nullable: true);
        migrationBuilder.AddColumn<string>("alias_key", "people", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<bool>("are_badges_public", "people", defaultValue: true);
        migrationBuilder.AddColumn<string>("declined_mail", "people", maxLength: 500, defaultValue: "");
        migrationBuilder.AddColumn<string>("statement_rhythm", "people", maxLength: 60, defaultValue: "Monthly");
        migrationBuilder.AddColumn<DateTime>("erased_at", "people", nullable: true);
        migrationBuilder.Sql(
            """
            UPDATE people SET alias_key = UPPER(alias)
            WHERE id IN (SELECT MIN(id) FROM people WHERE alias IS NOT NULL GROUP BY UPPER(alias))
            """);
        migrationBuilder.CreateIndex("ix_people_alias_key", "people", "alias_key", unique: true);
        migrationBuilder.AddColumn<bool>("is_public", "assertions", nullable: true);
    }

    private static void CreateDataExports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "data_exports",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                language = c.Column<string>(maxLength: 20),
                asked_at = c.Column<DateTime>(),
                written_at = c.Column<DateTime>(nullable: true),
                secret_hash = c.Column<string>(maxLength: 64, nullable: true),
                until_at = c.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_data_exports", t => t.id);
                t.ForeignKey("fk_data_exports_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_data_exports_person_id", "data_exports", "person_id", unique: true);
    }

    private static void CreateErasures(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "erasures",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                asked_by_id = c.Column<long>(),
                reason = c.Column<string>(maxLength: 60),
                asked_at = c.Column<DateTime>(),
                due_at = c.Column<DateTime>(),
                cancelled_at = c.Column<DateTime>(nullable: true),
                done_at = c.Column<DateTime>(nullable: true),
                cleaned_at = c.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_erasures", t => t.id);
                t.ForeignKey("fk_erasures_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_erasures_asked_by_id", t => t.asked_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(
            "ix_erasures_open", "erasures", "person_id", unique: true, filter: "cancelled_at IS NULL AND done_at IS NULL");
        migrationBuilder.CreateIndex("ix_erasures_person_id_asked_at", "erasures", ["person_id", "asked_at"]);
        migrationBuilder.CreateIndex("ix_erasures_asked_by_id", "erasures", "asked_by_id");
    }
}
