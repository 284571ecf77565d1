using System.Security.Cryptography;
using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

/// <summary>Links in mails that work without a sign-in, and addresses that rest.</summary>
[DbContext(typeof(LeapDb))]
[Migration(nameof(M0023MailChoices))]
public sealed class M0023MailChoices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSecrets(migrationBuilder);
        CreateRestingAddresses(migrationBuilder);
        CreateBounceReports(migrationBuilder);
    }

    /// <summary>Drawn here, once for each installation, so that no node ever finds none.</summary>
    private static void CreateSecrets(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "mail_secrets",
            c => new
            {
                id = c.Id(),
                secret = c.Column<string>(maxLength: 64),
                created_at = c.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_mail_secrets", t => t.id));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        migrationBuilder.Sql($"INSERT INTO mail_secrets (secret, created_at) VALUES ('{secret}', CURRENT_TIMESTAMP)");
    }

    private static void CreateRestingAddresses(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "resting_addresses",
            c => new
            {
                id = c.Id(),
                address = c.Column<string>(maxLength: 320),
                person_id = c.Column<long>(),
                cause = c.Column<string>(maxLength: 60),
                message_id = c.Column<long>(),
                status = c.Column<string>(maxLength: 20),
                since_at = c.Column<DateTime>(),
                lifted_at = c.Column<DateTime>(nullable: true),
                lifted_by_id = c.Column<long>(nullable: true),
                lifted_for = c.Column<string>(maxLength: 60, nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_resting_addresses", t => t.id));
        migrationBuilder.CreateIndex(
            "ix_resting_addresses_now", "resting_addresses", "address", unique: true, filter: "lifted_at IS NULL");
        migrationBuilder.CreateIndex("ix_resting_addresses_person_id", "resting_addresses", "person_id");
        migrationBuilder.CreateIndex("ix_resting_addresses_since_at", "resting_addresses", "since_at");
    }

    private static void CreateBounceReports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "bounce_reports",
            c => new
            {
                id = c.Id(),
                fingerprint = c.Column<string>(maxLength: 64),
                read_at = c.Column<DateTime>(),
                result = c.Column<string>(maxLength: 60),
                message_id = c.Column<long>(nullable: true),
                person_id = c.Column<long>(),
                status = c.Column<string>(maxLength: 20),
            },
            constraints: t => t.PrimaryKey("pk_bounce_reports", t => t.id));
        migrationBuilder.CreateIndex("ix_bounce_reports_fingerprint", "bounce_reports", "fingerprint", unique: true);
        migrationBuilder.CreateIndex("ix_bounce_reports_message_id_result", "bounce_reports", ["message_id", "result"]);
        migrationBuilder.CreateIndex("ix_bounce_reports_person_id", "bounce_reports", "person_id");
    }
}
