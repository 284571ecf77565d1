using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Leap.Migrations;

internal static class Columns
{
    extension(ColumnsBuilder columns)
    {
        /// <summary>An ascending 64-bit key that either engine counts up by itself and never gives twice.</summary>
        public OperationBuilder<AddColumnOperation> Id() =>
            columns.Column<long>()
                .Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
    }
}
