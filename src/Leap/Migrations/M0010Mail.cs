using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0010Mail))]
public sealed class M0010Mail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateMessages(migrationBuilder);
        CreateMessageTries(migrationBuilder);
        CreateJobRuns(migrationBuilder);
    }

    private static void CreateMessages(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "messages",
            c => new
            {
                id = c.Id(),
                key = c.Column<string>(maxLength: 200),
                kind = c.Column<string>(maxLength: 60),
                person_id = c.Column<long>(),
                to_name = c.Column<string>(maxLength: 200),
                to_address = c.Column<string>(maxLength: 320),
                language = c.Column<string>(maxLength: 20),
                priority = c.Column<int>(),
                body = c.Column<string>(),
                header_id = c.Column<string>(maxLength: 320),
                created_at = c.Column<DateTime>(),
                due_at = c.Column<DateTime>(),
                lease_until_at = c.Column<DateTime>(nullable: true),
                tries = c.Column<int>(),
                sent_at = c.Column<DateTime>(nullable: true),
                failed_at = c.Column<DateTime>(nullable: true),
                last_error = c.Column<string>(maxLength: 500, nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_messages", t => t.id));
        migrationBuilder.CreateIndex("ix_messages_due", "messages", ["priority", "due_at", "id"],
            filter: "sent_at IS NULL AND failed_at IS NULL");
        migrationBuilder.CreateIndex("ix_messages_failed", "messages", "failed_at", filter: "failed_at IS NOT NULL");
        migrationBuilder.CreateIndex("ix_messages_key", "messages", "key", unique: true);
        migrationBuilder.CreateIndex("ix_messages_person_id_created_at", "messages", ["person_id", "created_at"]);
    }

    private static void CreateMessageTries(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "message_tries",
            c => new
            {
                id = c.Id(),
                message_id = c.Column<long>(),
                tried_at = c.Column<DateTime>(),
                result = c.Column<string>(maxLength: 60),
                detail = c.Column<string>(maxLength: 500),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_message_tries", t => t.id);
                t.ForeignKey("fk_message_tries_message_id", t => t.message_id, "messages", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_message_tries_message_id_tried_at", "message_tries", ["message_id", "tried_at"]);
    }

    private static void CreateJobRuns(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "job_runs",
            c => new
            {
                id = c.Id(),
                job = c.Column<string>(maxLength: 60),
                as_of = c.Column<DateOnly>(),
                runs = c.Column<int>(),
                started_at = c.Column<DateTime>(),
                ended_at = c.Column<DateTime>(nullable: true),
                done = c.Column<int>(),
                done_in_all = c.Column<long>(),
                error = c.Column<string>(maxLength: 1000, nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_job_runs", t => t.id));
        migrationBuilder.CreateIndex("ix_job_runs_job_as_of", "job_runs", ["job", "as_of"], unique: true);
    }
}
