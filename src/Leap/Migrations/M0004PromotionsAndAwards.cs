using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0004PromotionsAndAwards))]
public sealed class M0004PromotionsAndAwards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreatePromotions(migrationBuilder);
        CreatePromotionVersions(migrationBuilder);
        CreateAwards(migrationBuilder);
    }

    private static void CreatePromotions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "promotions",
            c => new
            {
                id = c.Id(),
                code = c.Column<string>(maxLength: 40),
                budget_points = c.Column<long>(nullable: true),
                is_base = c.Column<bool>(),
            },
            constraints: t => t.PrimaryKey("pk_promotions", t => t.id));
        migrationBuilder.CreateIndex("ix_promotions_code", "promotions", "code", unique: true);
    }

    private static void CreatePromotionVersions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "promotion_versions",
            c => new
            {
                promotion_id = c.Column<long>(),
                version = c.Column<int>(),
                name = c.Column<string>(),
                text = c.Column<string>(),
                rule = c.Column<string>(maxLength: 40),
                starts_on = c.Column<DateOnly>(),
                ends_on = c.Column<DateOnly>(),
                families = c.Column<string>(),
                skus = c.Column<string>(),
                countries = c.Column<string>(),
                tiers = c.Column<string>(),
                points = c.Column<long>(),
                per_minor = c.Column<long>(),
                multiplier_percent = c.Column<int>(),
                cap_per_sale = c.Column<long>(nullable: true),
                cap_per_person = c.Column<long>(nullable: true),
                priority = c.Column<int>(),
                stacking_group = c.Column<string>(maxLength: 40),
                waiting_days = c.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_promotion_versions", t => new { t.promotion_id, t.version });
                t.ForeignKey("fk_promotion_versions_promotion_id", t => t.promotion_id, "promotions", "id",
                    onDelete: ReferentialAction.Restrict);
            });
    }

    private static void CreateAwards(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "awards",
            c => new
            {
                id = c.Id(),
                key = c.Column<string>(maxLength: 120),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(),
                activity = c.Column<string>(maxLength: 60),
                source_id = c.Column<long>(),
                sale_line_id = c.Column<long>(nullable: true),
                promotion_id = c.Column<long>(nullable: true),
                promotion_version = c.Column<int>(),
                budget_id = c.Column<long>(nullable: true),
                points = c.Column<long>(),
                units = c.Column<int>(),
                reversed_points = c.Column<long>(),
                earned_on = c.Column<DateOnly>(),
                state = c.Column<string>(maxLength: 60),
                waiting_days = c.Column<int>(),
                release_on = c.Column<DateOnly>(nullable: true),
                arrival_entry_id = c.Column<long>(nullable: true),
                reasons = c.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_awards", t => t.id);
                t.ForeignKey("fk_awards_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_awards_promotion_id", t => t.promotion_id, "promotions", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_awards_activity_source_id", "awards", ["activity", "source_id"]);
        migrationBuilder.CreateIndex("ix_awards_arrival_entry_id", "awards", "arrival_entry_id");
        migrationBuilder.CreateIndex("ix_awards_key", "awards", "key", unique: true);
        migrationBuilder.CreateIndex("ix_awards_person_id", "awards", "person_id");
        migrationBuilder.CreateIndex("ix_awards_promotion_id_person_id", "awards", ["promotion_id", "person_id"]);
        migrationBuilder.CreateIndex("ix_awards_waiting", "awards", "release_on", filter: "state = 'Waiting'");
    }
}
