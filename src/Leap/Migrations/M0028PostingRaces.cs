using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>On PostgreSQL, points see a debt that is made as they arrive, and a lot that has expired takes nothing back.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0028PostingRaces))]
public sealed class M0028PostingRaces : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider!.Contains("Npgsql", StringComparison.Ordinal))
        {
            PostingFunctions.Replace(migrationBuilder);
        }
    }
}
