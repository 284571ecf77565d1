using Leap.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

[DbContext(typeof(LeapDb))]
[Migration(nameof(M0003Products))]
public sealed class M0003Products : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateProducts(migrationBuilder);
        CreateRates(migrationBuilder);
        CreateDistributors(migrationBuilder);
    }

    private static void CreateProducts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "products",
            c => new
            {
                id = c.Id(),
                sku = c.Column<string>(maxLength: 60),
                name = c.Column<string>(maxLength: 200),
                family = c.Column<string>(maxLength: 40),
                list_price_minor = c.Column<long>(),
                eligible_from_on = c.Column<DateOnly>(),
                eligible_to_on = c.Column<DateOnly>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_products", t => t.id));
        migrationBuilder.CreateIndex("ix_products_sku", "products", "sku", unique: true);
    }

    private static void CreateRates(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "rates",
            c => new
            {
                currency = c.Column<string>(maxLength: 3),
                rate_on = c.Column<DateOnly>(),
                value = c.Column<decimal>(precision: 18, scale: 10),
                source = c.Column<string>(maxLength: 60),
            },
            constraints: t => t.PrimaryKey("pk_rates", t => new { t.currency, t.rate_on }));
    }

    private static void CreateDistributors(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "distributors",
            c => new
            {
                id = c.Id(),
                code = c.Column<string>(maxLength: 40),
                name = c.Column<string>(maxLength: 200),
                country = c.Column<string>(maxLength: 2),
            },
            constraints: t => t.PrimaryKey("pk_distributors", t => t.id));
        migrationBuilder.CreateIndex("ix_distributors_code", "distributors", "code", unique: true);
    }
}
