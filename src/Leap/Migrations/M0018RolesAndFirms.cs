using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>
/// Suspensions, merged firms, and a new employer's consent. What points at another row does so without a foreign key, which SQLite could
/// add only by writing the table anew.
/// </summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0018RolesAndFirms))]
public sealed class M0018RolesAndFirms : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("suspended_for", "people", maxLength: 60, nullable: true);
        migrationBuilder.AddColumn<bool>("everyone_may_do_all", "firms", defaultValue: false);
        migrationBuilder.AddColumn<DateTime>("suspended_at", "firms", nullable: true);
        migrationBuilder.AddColumn<string>("suspended_for", "firms", maxLength: 60, nullable: true);
        migrationBuilder.AddColumn<long>("merged_into_id", "firms", nullable: true);
        migrationBuilder.CreateIndex("ix_firms_merged_into_id", "firms", "merged_into_id");
        migrationBuilder.AddColumn<DateTime>("consented_at", "memberships", nullable: true);
        migrationBuilder.AddColumn<long>("consented_by_id", "memberships", nullable: true);
    }
}
