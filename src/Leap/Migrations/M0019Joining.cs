using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0019Joining))]
public sealed class M0019Joining : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateInvitations(migrationBuilder);
        CreateTerms(migrationBuilder);
        CreateAcceptances(migrationBuilder);
        CreateDomains(migrationBuilder);
        CreateRequests(migrationBuilder);
        CreateUploads(migrationBuilder);
    }

    private static void CreateInvitations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "invitations",
            c => new
            {
                id = c.Id(),
                firm_id = c.Column<long>(),
                address = c.Column<string>(maxLength: 256),
                normalized_address = c.Column<string>(maxLength: 256),
                name = c.Column<string>(maxLength: 200),
                language = c.Column<string>(maxLength: 12),
                personas = c.Column<int>(),
                person_id = c.Column<long>(nullable: true),
                secret_hash = c.Column<string>(maxLength: 64),
                invited_by_id = c.Column<long>(nullable: true),
                is_answer = c.Column<bool>(),
                sent_at = c.Column<DateTime>(),
                expires_at = c.Column<DateTime>(),
                sendings = c.Column<int>(),
                accepted_at = c.Column<DateTime>(nullable: true),
                revoked_at = c.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_invitations", t => t.id);
                t.ForeignKey("fk_invitations_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_invitations_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_invitations_invited_by_id", t => t.invited_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        foreach (var column in (string[])["person_id", "invited_by_id", "normalized_address"])
        {
            migrationBuilder.CreateIndex($"ix_invitations_{column}", "invitations", column);
        }

        migrationBuilder.CreateIndex("ix_invitations_firm_id_sent_at", "invitations", ["firm_id", "sent_at"]);
        migrationBuilder.CreateIndex(
            "ix_invitations_open",
            "invitations",
            ["firm_id", "normalized_address"],
            unique: true,
            filter: "accepted_at IS NULL AND revoked_at IS NULL");
    }

    private static void CreateTerms(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "terms_versions",
            c => new
            {
                number = c.Column<int>(),
                created_at = c.Column<DateTime>(),
                effective_on = c.Column<DateOnly>(nullable: true),
                published_at = c.Column<DateTime>(nullable: true),
                published_by_id = c.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_terms_versions", t => t.number);
                t.ForeignKey(
                    "fk_terms_versions_published_by_id", t => t.published_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_terms_versions_published_by_id", "terms_versions", "published_by_id");
        migrationBuilder.CreateTable(
            "terms_texts",
            c => new
            {
                terms_number = c.Column<int>(),
                language = c.Column<string>(maxLength: 12),
                text = c.Column<string>(),
                note = c.Column<string>(maxLength: 1_000),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_terms_texts", t => new { t.terms_number, t.language });
                t.ForeignKey(
                    "fk_terms_texts_terms_number", t => t.terms_number, "terms_versions", "number", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateAcceptances(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "terms_acceptances",
            c => new
            {
                id = c.Id(),
                terms_number = c.Column<int>(),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(nullable: true),
                language = c.Column<string>(maxLength: 12),
                accepted_at = c.Column<DateTime>(),
                network_address = c.Column<string>(maxLength: 45, nullable: true),
                signatory_name = c.Column<string>(maxLength: 200),
                signatory_title = c.Column<string>(maxLength: 200),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_terms_acceptances", t => t.id);
                t.ForeignKey(
                    "fk_terms_acceptances_terms_number",
                    t => t.terms_number,
                    "terms_versions",
                    "number",
                    onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_terms_acceptances_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_terms_acceptances_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_terms_acceptances_terms_number", "terms_acceptances", "terms_number");
        migrationBuilder.CreateIndex(
            "ix_terms_acceptances_own", "terms_acceptances", ["person_id", "terms_number"], unique: true, filter: "firm_id IS NULL");
        migrationBuilder.CreateIndex(
            "ix_terms_acceptances_firm", "terms_acceptances", ["firm_id", "terms_number"], unique: true, filter: "firm_id IS NOT NULL");
    }

    private static void CreateDomains(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "firm_domains",
            c => new
            {
                id = c.Id(),
                firm_id = c.Column<long>(),
                domain = c.Column<string>(maxLength: 253),
                added_by_id = c.Column<long>(),
                added_at = c.Column<DateTime>(),
                confirmed_at = c.Column<DateTime>(nullable: true),
                confirmed_by_id = c.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_firm_domains", t => t.id);
                t.ForeignKey("fk_firm_domains_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_firm_domains_added_by_id", t => t.added_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey(
                    "fk_firm_domains_confirmed_by_id", t => t.confirmed_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_firm_domains_firm_id_domain", "firm_domains", ["firm_id", "domain"], unique: true);
        foreach (var column in (string[])["domain", "added_by_id", "confirmed_by_id"])
        {
            migrationBuilder.CreateIndex($"ix_firm_domains_{column}", "firm_domains", column);
        }
    }

    private static void CreateRequests(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "join_links",
            c => new
            {
                id = c.Id(),
                address = c.Column<string>(maxLength: 256),
                normalized_address = c.Column<string>(maxLength: 256),
                secret_hash = c.Column<string>(maxLength: 64),
                expires_at = c.Column<DateTime>(),
                used_at = c.Column<DateTime>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_join_links", t => t.id));
        migrationBuilder.CreateIndex("ix_join_links_normalized_address", "join_links", "normalized_address");
        migrationBuilder.CreateTable(
            "join_requests",
            c => new
            {
                id = c.Id(),
                firm_id = c.Column<long>(),
                address = c.Column<string>(maxLength: 256),
                normalized_address = c.Column<string>(maxLength: 256),
                name = c.Column<string>(maxLength: 200),
                language = c.Column<string>(maxLength: 12),
                asked_at = c.Column<DateTime>(),
                state = c.Column<string>(maxLength: 60),
                decided_at = c.Column<DateTime>(nullable: true),
                decided_by_id = c.Column<long>(nullable: true),
                reason = c.Column<string>(maxLength: 60, nullable: true),
                invitation_id = c.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_join_requests", t => t.id);
                t.ForeignKey("fk_join_requests_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_join_requests_decided_by_id", t => t.decided_by_id, "people", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey(
                    "fk_join_requests_invitation_id", t => t.invitation_id, "invitations", "id", onDelete: ReferentialAction.Restrict);
            });
        foreach (var column in (string[])["normalized_address", "decided_by_id", "invitation_id"])
        {
            migrationBuilder.CreateIndex($"ix_join_requests_{column}", "join_requests", column);
        }

        migrationBuilder.CreateIndex("ix_join_requests_firm_id_asked_at", "join_requests", ["firm_id", "asked_at"]);
        migrationBuilder.CreateIndex(
            "ix_join_requests_open", "join_requests", ["firm_id", "normalized_address"], unique: true, filter: "decided_at IS NULL");
    }

    private static void CreateUploads(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "uploads",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                subject = c.Column<string>(maxLength: 40),
                file_name = c.Column<string>(maxLength: 200),
                content = c.Column<byte[]>(),
                uploaded_at = c.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_uploads", t => t.id));
        migrationBuilder.CreateIndex("ix_uploads_person_id_subject", "uploads", ["person_id", "subject"], unique: true);
    }
}
