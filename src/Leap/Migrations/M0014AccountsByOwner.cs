using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>
/// An account's id is made of its kind and its owner, so one unique key suffices. With a second one PostgreSQL lets one of two first
/// posts of a person at once fail, since `ON CONFLICT (id)` settles the first key only.
/// </summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0014AccountsByOwner))]
public sealed class M0014AccountsByOwner : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_accounts_kind_owner_id", "accounts");
        migrationBuilder.CreateIndex("ix_accounts_kind_owner_id", "accounts", ["kind", "owner_id"]);
    }
}
