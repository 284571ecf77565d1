using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Leap.Migrations;

internal static class Columns
{
    extension(ColumnsBuilder columns)
    {
        /// <summary>An ascending 64-bit key that either engine counts up by itself and never gives twice.</summary>
        public OperationBuilder<AddColumnOperation> Id() => columns.Counted<long>();

        /// <summary>As <see cref="Id"/>, of the type that a table of somebody else's design asks for.</summary>
        public OperationBuilder<AddColumnOperation> Counted<TKey>() =>
            columns.Column<TKey>()
                .Annotation("Sqlite:Autoincrement", true)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
    }
}
