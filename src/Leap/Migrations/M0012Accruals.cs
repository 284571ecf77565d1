using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>Awards of before were rounded down for good: they have accrued nothing.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0012Accruals))]
public sealed class M0012Accruals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("accrued", "awards", defaultValue: "0");
        migrationBuilder.CreateTable(
            "accruals",
            c => new
            {
                person_id = c.Column<long>(),
                promotion_id = c.Column<long>(),
                carried = c.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_accruals", t => new { t.person_id, t.promotion_id });
                t.ForeignKey("fk_accruals_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_accruals_promotion_id", t => t.promotion_id, "promotions", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_accruals_promotion_id", "accruals", "promotion_id");
    }
}
