using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0002Members))]
public sealed class M0002Members : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateCountries(migrationBuilder);
        CreatePeople(migrationBuilder);
        CreatePersonClaims(migrationBuilder);
        CreatePersonLogins(migrationBuilder);
        CreatePersonTokens(migrationBuilder);
        CreateFirms(migrationBuilder);
        CreateMemberships(migrationBuilder);
    }

    private static void CreateCountries(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "countries",
            c => new
            {
                code = c.Column<string>(maxLength: 2),
                region = c.Column<string>(maxLength: 40),
                currency = c.Column<string>(maxLength: 3),
                language = c.Column<string>(maxLength: 12),
            },
            constraints: t => t.PrimaryKey("pk_countries", t => t.code));
    }

    private static void CreatePeople(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "people",
            c => new
            {
                id = c.Id(),
                name = c.Column<string>(maxLength: 200),
                language = c.Column<string>(maxLength: 12),
                country = c.Column<string>(maxLength: 2),
                board_name = c.Column<string>(maxLength: 60),
                alias = c.Column<string>(maxLength: 60, nullable: true),
                staff = c.Column<string>(maxLength: 60, nullable: true),
                enrolled_on = c.Column<DateOnly>(),
                suspended_at = c.Column<DateTime>(nullable: true),
                user_name = c.Column<string>(maxLength: 256, nullable: true),
                normalized_user_name = c.Column<string>(maxLength: 256, nullable: true),
                email = c.Column<string>(maxLength: 256, nullable: true),
                normalized_email = c.Column<string>(maxLength: 256, nullable: true),
                email_confirmed = c.Column<bool>(),
                password_hash = c.Column<string>(nullable: true),
                security_stamp = c.Column<string>(nullable: true),
                concurrency_stamp = c.Column<string>(nullable: true),
                phone_number = c.Column<string>(nullable: true),
                phone_number_confirmed = c.Column<bool>(),
                two_factor_enabled = c.Column<bool>(),
                lockout_end = c.Column<DateTimeOffset>(nullable: true),
                lockout_enabled = c.Column<bool>(),
                access_failed_count = c.Column<int>(),
            },
            constraints: t => t.PrimaryKey("pk_people", t => t.id));
        migrationBuilder.CreateIndex("ix_people_country", "people", "country");
        migrationBuilder.CreateIndex("ix_people_normalized_email", "people", "normalized_email");
        migrationBuilder.CreateIndex("ix_people_normalized_user_name", "people", "normalized_user_name", unique: true);
    }

    private static void CreatePersonClaims(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "person_claims",
            c => new
            {
                id = c.Counted<int>(),
                user_id = c.Column<long>(),
                claim_type = c.Column<string>(nullable: true),
                claim_value = c.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_person_claims", t => t.id);
                t.ForeignKey("fk_person_claims_user_id", t => t.user_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_person_claims_user_id", "person_claims", "user_id");
    }

    private static void CreatePersonLogins(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "person_logins",
            c => new
            {
                login_provider = c.Column<string>(),
                provider_key = c.Column<string>(),
                provider_display_name = c.Column<string>(nullable: true),
                user_id = c.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_person_logins", t => new { t.login_provider, t.provider_key });
                t.ForeignKey("fk_person_logins_user_id", t => t.user_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_person_logins_user_id", "person_logins", "user_id");
    }

    private static void CreatePersonTokens(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "person_tokens",
            c => new
            {
                user_id = c.Column<long>(),
                login_provider = c.Column<string>(),
                name = c.Column<string>(),
                value = c.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_person_tokens", t => new { t.user_id, t.login_provider, t.name });
                t.ForeignKey("fk_person_tokens_user_id", t => t.user_id, "people", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateFirms(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "firms",
            c => new
            {
                id = c.Id(),
                code = c.Column<string>(maxLength: 40),
                name = c.Column<string>(maxLength: 200),
                country = c.Column<string>(maxLength: 2),
                city = c.Column<string>(maxLength: 120),
                language = c.Column<string>(maxLength: 12),
                tax_id = c.Column<string>(maxLength: 40, nullable: true),
                tier = c.Column<string>(maxLength: 60),
            },
            constraints: t => t.PrimaryKey("pk_firms", t => t.id));
        migrationBuilder.CreateIndex("ix_firms_code", "firms", "code", unique: true);
        migrationBuilder.CreateIndex("ix_firms_country", "firms", "country");
    }

    private static void CreateMemberships(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "memberships",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(),
                personas = c.Column<int>(),
                from_on = c.Column<DateOnly>(),
                to_on = c.Column<DateOnly>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_memberships", t => t.id);
                t.ForeignKey("fk_memberships_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_memberships_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_memberships_firm_id", "memberships", "firm_id");
        migrationBuilder.CreateIndex("ix_memberships_person_id_from_on", "memberships", ["person_id", "from_on"], unique: true);
    }
}
