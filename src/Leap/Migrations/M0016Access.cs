using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0016Access))]
public sealed class M0016Access : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSessions(migrationBuilder);
        CreateMailedLinks(migrationBuilder);
        CreateSecondFactors(migrationBuilder);
        CreateRecoveryCodes(migrationBuilder);
        migrationBuilder.CreateTable(
            "sign_in_tries",
            c => new
            {
                key = c.Column<string>(maxLength: 64),
                count = c.Column<int>(),
                last_at = c.Column<DateTime>(),
                blocked_until = c.Column<DateTime>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_sign_in_tries", t => t.key));
    }

    private static void CreateSessions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sessions",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                method = c.Column<string>(maxLength: 60),
                is_full = c.Column<bool>(),
                browser = c.Column<string>(maxLength: 40),
                system = c.Column<string>(maxLength: 40),
                created_at = c.Column<DateTime>(),
                seen_at = c.Column<DateTime>(),
                confirmed_at = c.Column<DateTime>(),
                ends_at = c.Column<DateTime>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_sessions", t => t.id);
                t.ForeignKey("fk_sessions_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_sessions_person_id", "sessions", "person_id");
        migrationBuilder.CreateIndex("ix_sessions_ends_at", "sessions", "ends_at");
    }

    private static void CreateMailedLinks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mailed_links",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                purpose = c.Column<string>(maxLength: 60),
                hash = c.Column<string>(maxLength: 64),
                address = c.Column<string>(maxLength: 256, nullable: true),
                created_at = c.Column<DateTime>(),
                expires_at = c.Column<DateTime>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_mailed_links", t => t.id);
                t.ForeignKey("fk_mailed_links_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_mailed_links_person_id", "mailed_links", "person_id");
        migrationBuilder.CreateIndex("ix_mailed_links_hash", "mailed_links", "hash", unique: true);
        migrationBuilder.CreateIndex("ix_mailed_links_expires_at", "mailed_links", "expires_at");
    }

    private static void CreateSecondFactors(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "second_factors",
            c => new
            {
                person_id = c.Column<long>(),
                key = c.Column<string>(),
                last_step = c.Column<long>(),
                created_at = c.Column<DateTime>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_second_factors", t => t.person_id);
                t.ForeignKey("fk_second_factors_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateRecoveryCodes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "recovery_codes",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                selector = c.Column<string>(maxLength: 2),
                hash = c.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_recovery_codes", t => t.id);
                t.ForeignKey("fk_recovery_codes_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex(
            "ix_recovery_codes_person_id_selector", "recovery_codes", ["person_id", "selector"], unique: true);
    }
}
