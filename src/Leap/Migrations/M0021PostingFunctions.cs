using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>PostgreSQL posts an entry by one call and a batch by another, and repays debts as it posts.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0021PostingFunctions))]
public sealed class M0021PostingFunctions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider!.Contains("Npgsql", StringComparison.Ordinal))
        {
            PostingFunctions.Replace(migrationBuilder);
        }
    }
}
