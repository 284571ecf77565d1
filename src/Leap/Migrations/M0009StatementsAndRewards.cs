using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0009StatementsAndRewards))]
public sealed class M0009StatementsAndRewards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateStatements(migrationBuilder);
        CreateRewards(migrationBuilder);
    }

    private static void CreateStatements(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "statements",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                period = c.Column<string>(maxLength: 10),
                zone = c.Column<string>(maxLength: 60),
                opening = c.Column<long>(),
                earned = c.Column<long>(),
                redeemed = c.Column<long>(),
                expired = c.Column<long>(),
                reversed = c.Column<long>(),
                closing = c.Column<long>(),
                pending = c.Column<long>(),
                after_entry_id = c.Column<long>(),
                head_entry_id = c.Column<long>(),
                head = c.Column<string>(maxLength: 64),
                issued_at = c.Column<DateTime>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_statements", t => t.id);
                t.ForeignKey("fk_statements_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_statements_person_id_period", "statements", ["person_id", "period"], unique: true);
    }

    private static void CreateRewards(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "rewards",
            c => new
            {
                id = c.Id(),
                code = c.Column<string>(maxLength: 40),
                points = c.Column<long>(),
                category = c.Column<string>(maxLength: 40),
                value_minor = c.Column<long>(),
                currency = c.Column<string>(maxLength: 3),
                icon = c.Column<string>(maxLength: 20),
                name = c.Column<string>(),
                text = c.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_rewards", t => t.id));
        migrationBuilder.CreateIndex("ix_rewards_code", "rewards", "code", unique: true);
    }
}
