using Microsoft.EntityFrameworkCore.Migrations;

namespace Leap.Migrations;

internal static class Immutable
{
    extension(MigrationBuilder migrationBuilder)
    {
        /// <summary>Makes the database itself refuse UPDATE and DELETE of the table's rows (L1), on either engine.</summary>
        public void MakeImmutable(string table)
        {
            if (migrationBuilder.ActiveProvider!.Contains("Sqlite", StringComparison.Ordinal))
            {
                foreach (var change in (string[])["UPDATE", "DELETE"])
                {
                    migrationBuilder.Sql(
                        $"""
                        CREATE TRIGGER {table}_refuse_{change.ToLowerInvariant()} BEFORE {change} ON {table}
                        BEGIN SELECT RAISE(ABORT, '{table} are immutable: post a correction'); END
                        """);
                }

                return;
            }

            migrationBuilder.Sql(
                $"""
                CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''{table} are immutable: post a correction''; END';
                CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
                CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
                """);
        }
    }
}
