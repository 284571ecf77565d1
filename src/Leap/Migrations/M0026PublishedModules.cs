using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>Modules know the day on which they came. Those that are there already are no news: theirs stays unknown.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0026PublishedModules))]
public sealed class M0026PublishedModules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateOnly>("published_on", "modules", nullable: true);
        migrationBuilder.CreateIndex("ix_modules_published_on", "modules", "published_on");
    }
}
