using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>Mails are counted by their recipients' domains, and say why they did not leave.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0024MailLimits))]
public sealed class M0024MailLimits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("to_domain", "messages", maxLength: 255, defaultValue: "");
        migrationBuilder.AddColumn<string>("last_reason", "messages", maxLength: 60, nullable: true);
        migrationBuilder.AddColumn<DateTime>("doubted_at", "messages", nullable: true);
        migrationBuilder.AddColumn<string>("reason", "message_tries", maxLength: 60, nullable: true);
        migrationBuilder.DropIndex("ix_messages_due", "messages");
        migrationBuilder.CreateIndex("ix_messages_due", "messages", ["priority", "due_at", "id", "to_domain"],
            filter: "sent_at IS NULL AND failed_at IS NULL");
        migrationBuilder.CreateTable(
            "handed_over",
            c => new
            {
                slot_at = c.Column<DateTime>(),
                domain = c.Column<string>(maxLength: 255),
                count = c.Column<int>(),
            },
            constraints: t => t.PrimaryKey("pk_handed_over", t => new { t.slot_at, t.domain }));

        // What follows the last @, in words that both engines have: all letters but @ are trimmed from the end, and so is what is left.
        migrationBuilder.Sql(
            """
            UPDATE messages
            SET to_domain = SUBSTR(LOWER(SUBSTR(to_address, LENGTH(RTRIM(to_address, REPLACE(to_address, '@', ''))) + 1)), 1, 255)
            WHERE sent_at IS NULL AND to_address LIKE '%@%'
            """);
    }
}
