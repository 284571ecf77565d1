using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0015AuditRecords))]
public sealed class M0015AuditRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "audit_records",
            c => new
            {
                id = c.Id(),
                at = c.Column<DateTime>(),
                actor_id = c.Column<long>(nullable: true),
                action = c.Column<string>(maxLength: 60),
                object_kind = c.Column<string>(maxLength: 60),
                object_id = c.Column<string>(maxLength: 80),
                label = c.Column<string>(maxLength: 200, nullable: true),
                before = c.Column<string>(nullable: true),
                after = c.Column<string>(nullable: true),
                reason = c.Column<string>(maxLength: 60, nullable: true),
                correlation_id = c.Column<string>(maxLength: 64, nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_audit_records", t => t.id));
        migrationBuilder.CreateIndex("ix_audit_records_at", "audit_records", "at");
        migrationBuilder.CreateIndex("ix_audit_records_actor_id_at", "audit_records", ["actor_id", "at"]);
        migrationBuilder.CreateIndex("ix_audit_records_object_kind_object_id_at", "audit_records", ["object_kind", "object_id", "at"]);
        migrationBuilder.MakeImmutable("audit_records");
    }
}
