using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>Tiers get a history. What firms have so far counts as given today, so that no review takes it away unseen.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0022TierChanges))]
public sealed class M0022TierChanges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "tier_changes",
            c => new
            {
                id = c.Id(),
                firm_id = c.Column<long>(),
                from_on = c.Column<DateOnly>(),
                before = c.Column<string>(maxLength: 60),
                tier = c.Column<string>(maxLength: 60),
                reason = c.Column<string>(maxLength: 60),
                revenue_minor = c.Column<long>(),
                certified_people = c.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_tier_changes", t => t.id);
                t.ForeignKey("fk_tier_changes_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_tier_changes_firm_id_from_on", "tier_changes", ["firm_id", "from_on"]);
        migrationBuilder.CreateTable(
            "tier_reviews",
            c => new
            {
                season = c.Column<string>(maxLength: 10),
                reviewed_on = c.Column<DateOnly>(),
                lapsed_firms = c.Column<int>(),
            },
            constraints: t => t.PrimaryKey("pk_tier_reviews", t => t.season));
        migrationBuilder.Sql(
            """
            INSERT INTO tier_changes (firm_id, from_on, before, tier, reason, revenue_minor, certified_people)
            SELECT id, CURRENT_DATE, tier, tier, 'Given', 0, 0 FROM firms
            """);
    }
}
