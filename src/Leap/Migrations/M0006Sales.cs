using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0006Sales))]
public sealed class M0006Sales : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSales(migrationBuilder);
        CreateSaleLines(migrationBuilder);
        CreateSellOut(migrationBuilder);
    }

    private static void CreateSales(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sales",
            c => new
            {
                id = c.Id(),
                person_id = c.Column<long>(),
                firm_id = c.Column<long>(),
                customer_name = c.Column<string>(maxLength: 200),
                customer_country = c.Column<string>(maxLength: 2),
                is_public_sector = c.Column<bool>(),
                distributor_id = c.Column<long>(nullable: true),
                invoice_number = c.Column<string>(maxLength: 60),
                invoice_key = c.Column<string>(maxLength: 60),
                invoice_on = c.Column<DateOnly>(),
                currency = c.Column<string>(maxLength: 3),
                rate = c.Column<decimal>(precision: 18, scale: 10),
                rate_source = c.Column<string>(maxLength: 80),
                submitted_at = c.Column<DateTime>(),
                state = c.Column<string>(maxLength: 60),
                decided_at = c.Column<DateTime>(nullable: true),
                decided_by_id = c.Column<long>(nullable: true),
                rejection = c.Column<string>(maxLength: 60, nullable: true),
                note = c.Column<string>(maxLength: 1000),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_sales", t => t.id);
                t.ForeignKey("fk_sales_distributor_id", t => t.distributor_id, "distributors", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_sales_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_sales_person_id", t => t.person_id, "people", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_sales_distributor_id", "sales", "distributor_id");
        migrationBuilder.CreateIndex("ix_sales_invoice", "sales", ["firm_id", "invoice_key"], unique: true, filter: "state <> 'Rejected'");
        migrationBuilder.CreateIndex("ix_sales_open", "sales", "submitted_at", filter: "state = 'Submitted'");
        migrationBuilder.CreateIndex("ix_sales_person_id_submitted_at", "sales", ["person_id", "submitted_at"]);
    }

    private static void CreateSaleLines(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sale_lines",
            c => new
            {
                id = c.Id(),
                sale_id = c.Column<long>(),
                product_id = c.Column<long>(),
                quantity = c.Column<int>(),
                unit_price_minor = c.Column<long>(),
                reporting_minor = c.Column<long>(),
                returned_quantity = c.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_sale_lines", t => t.id);
                t.ForeignKey("fk_sale_lines_product_id", t => t.product_id, "products", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_sale_lines_sale_id", t => t.sale_id, "sales", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_sale_lines_product_id", "sale_lines", "product_id");
        migrationBuilder.CreateIndex("ix_sale_lines_sale_id", "sale_lines", "sale_id");
    }

    private static void CreateSellOut(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sell_out",
            c => new
            {
                id = c.Id(),
                distributor_id = c.Column<long>(),
                row_key = c.Column<string>(maxLength: 60),
                sold_on = c.Column<DateOnly>(),
                reseller_name = c.Column<string>(maxLength: 200),
                firm_id = c.Column<long>(nullable: true),
                seller_code = c.Column<string>(maxLength: 120),
                person_id = c.Column<long>(nullable: true),
                product_id = c.Column<long>(),
                quantity = c.Column<int>(),
                reporting_minor = c.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_sell_out", t => t.id);
                t.ForeignKey("fk_sell_out_distributor_id", t => t.distributor_id, "distributors", "id",
                    onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_sell_out_firm_id", t => t.firm_id, "firms", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_sell_out_product_id", t => t.product_id, "products", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_sell_out_distributor_id_row_key", "sell_out", ["distributor_id", "row_key"], unique: true);
        migrationBuilder.CreateIndex("ix_sell_out_firm_id", "sell_out", "firm_id");
        migrationBuilder.CreateIndex("ix_sell_out_product_id", "sell_out", "product_id");
        migrationBuilder.CreateIndex("ix_sell_out_sold_on", "sell_out", "sold_on");
    }
}
