using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0013ManualEntries))]
public sealed class M0013ManualEntries : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "manual_entries",
            c => new
            {
                id = c.Id(),
                key = c.Column<string>(maxLength: 40),
                kind = c.Column<string>(maxLength: 60),
                owner_id = c.Column<long>(),
                is_budget = c.Column<bool>(),
                points = c.Column<long>(),
                reason = c.Column<string>(maxLength: 60),
                note = c.Column<string>(maxLength: 500),
                corrects_id = c.Column<long>(nullable: true),
                effective_on = c.Column<DateOnly>(),
                proposed_by_id = c.Column<long>(),
                proposed_at = c.Column<DateTime>(),
                state = c.Column<string>(maxLength: 60),
                decided_by_id = c.Column<long>(nullable: true),
                decided_at = c.Column<DateTime>(nullable: true),
                entry_id = c.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_manual_entries", t => t.id);
                t.ForeignKey(
                    "fk_manual_entries_proposed_by_id", t => t.proposed_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey(
                    "fk_manual_entries_decided_by_id", t => t.decided_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_manual_entries_key", "manual_entries", "key", unique: true);
        foreach (var column in (string[])["proposed_by_id", "decided_by_id", "entry_id", "corrects_id"])
        {
            migrationBuilder.CreateIndex($"ix_manual_entries_{column}", "manual_entries", column);
        }

        migrationBuilder.CreateIndex("ix_manual_entries_state_id", "manual_entries", ["state", "id"]);
    }
}
