using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0017KeysAndPasskeys))]
public sealed class M0017KeysAndPasskeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateKeys(migrationBuilder);
        CreatePasskeys(migrationBuilder);
    }

    private static void CreateKeys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "data_protection_keys",
            c => new
            {
                id = c.Id(),
                name = c.Column<string>(maxLength: 120),
                xml = c.Column<string>(),
                after_id = c.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_data_protection_keys", t => t.id));
        migrationBuilder.CreateIndex("ix_data_protection_keys_name", "data_protection_keys", "name", unique: true);
        migrationBuilder.CreateIndex("ix_data_protection_keys_after_id", "data_protection_keys", "after_id", unique: true);
    }

    private static void CreatePasskeys(MigrationBuilder migrationBuilder)
    {
        var isPostgres = migrationBuilder.ActiveProvider!.Contains("Npgsql", StringComparison.Ordinal);
        migrationBuilder.CreateTable(
            "person_passkeys",
            c => new
            {
                credential_id = c.Column<byte[]>(maxLength: 1024),
                user_id = c.Column<long>(),
                data = c.Column<string>(type: isPostgres ? "jsonb" : "TEXT"),
                last_used_at = c.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_person_passkeys", t => t.credential_id);
                t.ForeignKey("fk_person_passkeys_user_id", t => t.user_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_person_passkeys_user_id", "person_passkeys", "user_id");
    }
}
