using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0001Ledger))]
public sealed class M0001Ledger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateAccounts(migrationBuilder);
        CreateEntries(migrationBuilder);
        CreatePostings(migrationBuilder);
        CreateLots(migrationBuilder);
        CreateAllocations(migrationBuilder);
        migrationBuilder.MakeImmutable("entries");
        migrationBuilder.MakeImmutable("postings");
        migrationBuilder.MakeImmutable("allocations");
    }

    private static void CreateAccounts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "accounts",
            c => new
            {
                id = c.Column<long>(),
                kind = c.Column<string>(maxLength: 60),
                owner_id = c.Column<long>(),
                points = c.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_accounts", t => t.id));
        migrationBuilder.CreateIndex("ix_accounts_kind_owner_id", "accounts", ["kind", "owner_id"], unique: true);
    }

    private static void CreateEntries(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "entries",
            c => new
            {
                id = c.Column<long>(),
                key = c.Column<string>(maxLength: 120),
                kind = c.Column<string>(maxLength: 60),
                effective_on = c.Column<DateOnly>(),
                booked_at = c.Column<DateTime>(),
                cause = c.Column<string>(maxLength: 200),
                corrects_id = c.Column<long>(nullable: true),
                content_hash = c.Column<byte[]>(),
                chain_hash = c.Column<byte[]>(),
            },
            constraints: t => t.PrimaryKey("pk_entries", t => t.id));
        migrationBuilder.CreateIndex("ix_entries_booked_at", "entries", "booked_at");
        migrationBuilder.CreateIndex("ix_entries_key", "entries", "key", unique: true);
    }

    private static void CreatePostings(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "postings",
            c => new
            {
                entry_id = c.Column<long>(),
                line = c.Column<int>(),
                account_id = c.Column<long>(),
                points = c.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_postings", t => new { t.entry_id, t.line });
                t.ForeignKey("fk_postings_entry_id", t => t.entry_id, "entries", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_postings_account_id_entry_id_points", "postings", ["account_id", "entry_id", "points"]);
    }

    private static void CreateLots(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "lots",
            c => new
            {
                id = c.Id(),
                account_id = c.Column<long>(),
                entry_id = c.Column<long>(),
                opened_on = c.Column<DateOnly>(),
                expires_on = c.Column<DateOnly>(),
                points = c.Column<long>(),
                remaining = c.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_lots", t => t.id);
                t.ForeignKey("fk_lots_entry_id", t => t.entry_id, "entries", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_lots_account_id_expires_on_opened_on_id", "lots", ["account_id", "expires_on", "opened_on", "id"]);
        migrationBuilder.CreateIndex("ix_lots_entry_id", "lots", "entry_id");
        migrationBuilder.CreateIndex("ix_lots_open_by_expiry", "lots", "expires_on", filter: "remaining > 0");
    }

    private static void CreateAllocations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "allocations",
            c => new
            {
                entry_id = c.Column<long>(),
                lot_id = c.Column<long>(),
                points = c.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_allocations", t => new { t.entry_id, t.lot_id });
                t.ForeignKey("fk_allocations_entry_id", t => t.entry_id, "entries", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_allocations_lot_id", t => t.lot_id, "lots", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_allocations_lot_id", "allocations", "lot_id");
    }
}
