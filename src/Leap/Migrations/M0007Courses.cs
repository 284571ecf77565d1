using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0007Courses))]
public sealed class M0007Courses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateModules(migrationBuilder);
        CreateModulePages(migrationBuilder);
        CreateQuestions(migrationBuilder);
        CreateAttempts(migrationBuilder);
        CreateCompletions(migrationBuilder);
    }

    private static void CreateModules(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "modules",
            c => new
            {
                id = c.Id(),
                code = c.Column<string>(maxLength: 40),
                kind = c.Column<string>(maxLength: 60),
                family = c.Column<string>(maxLength: 40),
                minutes = c.Column<int>(),
                points = c.Column<int>(),
                valid_months = c.Column<int>(nullable: true),
                version = c.Column<int>(),
                title = c.Column<string>(),
                summary = c.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_modules", t => t.id));
        migrationBuilder.CreateIndex("ix_modules_code", "modules", "code", unique: true);
    }

    private static void CreateModulePages(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "module_pages",
            c => new
            {
                module_id = c.Column<long>(),
                number = c.Column<int>(),
                title = c.Column<string>(),
                text = c.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_module_pages", t => new { t.module_id, t.number });
                t.ForeignKey("fk_module_pages_module_id", t => t.module_id, "modules", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateQuestions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "questions",
            c => new
            {
                module_id = c.Column<long>(),
                number = c.Column<int>(),
                text = c.Column<string>(),
                option_a = c.Column<string>(),
                option_b = c.Column<string>(),
                option_c = c.Column<string>(),
                option_d = c.Column<string>(),
                correct_option = c.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_questions", t => new { t.module_id, t.number });
                t.ForeignKey("fk_questions_module_id", t => t.module_id, "modules", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateAttempts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "attempts",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                module_id = c.Column<long>(),
                module_version = c.Column<int>(),
                started_at = c.Column<DateTime>(),
                draw = c.Column<string>(),
                answers = c.Column<string>(),
                submitted_at = c.Column<DateTime>(nullable: true),
                score_percent = c.Column<int>(nullable: true),
                has_passed = c.Column<bool>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_attempts", t => t.id);
                t.ForeignKey("fk_attempts_module_id", t => t.module_id, "modules", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_attempts_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_attempts_module_id", "attempts", "module_id");
        migrationBuilder.CreateIndex("ix_attempts_open", "attempts", ["person_id", "module_id"],
            unique: true, filter: "submitted_at IS NULL");
        migrationBuilder.CreateIndex("ix_attempts_person_id_module_id_started_at", "attempts", ["person_id", "module_id", "started_at"]);
    }

    private static void CreateCompletions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "completions",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(),
                module_id = c.Column<long>(),
                module_version = c.Column<int>(),
                completed_on = c.Column<DateOnly>(),
                score_percent = c.Column<int>(),
                valid_until_on = c.Column<DateOnly>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_completions", t => t.id);
                t.ForeignKey("fk_completions_module_id", t => t.module_id, "modules", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_completions_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_completions_completed_on", "completions", "completed_on");
        migrationBuilder.CreateIndex("ix_completions_module_id", "completions", "module_id");
        migrationBuilder.CreateIndex(
            "ix_completions_person_id_module_id_completed_on", "completions", ["person_id", "module_id", "completed_on"], unique: true);
    }
}
