using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>
/// The chain moves out of the entries into links, so that posting waits for nobody; entries keep the last day of what they bring; lots
/// know the one that they stand for; PostgreSQL numbers entries by a sequence.
/// </summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0011SealsAndHolds))]
public sealed class M0011SealsAndHolds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE entries DROP COLUMN chain_hash");
        migrationBuilder.AddColumn<DateOnly>("expires_on", "entries", nullable: true);
        migrationBuilder.AddColumn<long>("origin_lot_id", "lots", nullable: true);
        migrationBuilder.CreateIndex("ix_entries_corrects_id", "entries", "corrects_id", filter: "corrects_id IS NOT NULL");
        migrationBuilder.CreateIndex("ix_lots_origin_lot_id", "lots", "origin_lot_id", filter: "origin_lot_id IS NOT NULL");
        migrationBuilder.DropIndex("ix_allocations_lot_id", "allocations");
        migrationBuilder.CreateIndex("ix_allocations_lot_id_points", "allocations", ["lot_id", "points"]);
        CreateLinks(migrationBuilder);
        CreateHeads(migrationBuilder);
        CreateClosings(migrationBuilder);
        OpenProgrammeAccounts(migrationBuilder);
        if (migrationBuilder.ActiveProvider!.Contains("Npgsql", StringComparison.Ordinal))
        {
            migrationBuilder.Sql("CREATE SEQUENCE entry_ids");
            migrationBuilder.Sql("SELECT setval('entry_ids', COALESCE((SELECT MAX(id) FROM entries), 0) + 1, false)");
        }
    }

    private static void CreateLinks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "links",
            c => new
            {
                entry_id = c.Column<long>(),
                hash = c.Column<byte[]>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_links", t => t.entry_id);
                t.ForeignKey("fk_links_entry_id", t => t.entry_id, "entries", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.MakeImmutable("links");
    }

    private static void CreateHeads(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "heads",
            c => new
            {
                day_on = c.Column<DateOnly>(),
                entry_id = c.Column<long>(),
                hash = c.Column<byte[]>(),
                sealed_at = c.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_heads", t => t.day_on));
        migrationBuilder.MakeImmutable("heads");
    }

    private static void CreateClosings(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "closings",
            c => new
            {
                until_on = c.Column<DateOnly>(),
                zone = c.Column<string>(maxLength: 60),
                closed_at = c.Column<DateTime>(),
                closed_by = c.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_closings", t => t.until_on));
        migrationBuilder.MakeImmutable("closings");
    }

    /// <summary>Their ids are their kinds: see `AccountRef`.</summary>
    private static void OpenProgrammeAccounts(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        INSERT INTO accounts (id, kind, owner_id)
        VALUES (0, 'Issued', 0), (1, 'Redeemed', 0), (2, 'Expired', 0), (8, 'WrittenOff', 0)
        ON CONFLICT (id) DO NOTHING
        """);
}
