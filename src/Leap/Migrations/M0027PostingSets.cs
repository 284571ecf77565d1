using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>PostgreSQL posts batches of plain entries as sets.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0027PostingSets))]
public sealed class M0027PostingSets : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider!.Contains("Npgsql", StringComparison.Ordinal))
        {
            PostingFunctions.Replace(migrationBuilder);
        }
    }
}
