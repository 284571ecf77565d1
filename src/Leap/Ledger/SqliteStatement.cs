using System.Data.Common;

namespace Leap.Ledger;

/// <summary>A statement that is compiled at its first use and lives as long as its connection; its parameters are @1, @2, @3 …</summary>
internal sealed class SqliteStatement
{
    private readonly DbCommand command;

    public SqliteStatement(DbConnection connection, string sql, int parameters = 0)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@{i}");
            command.Parameters.Add(parameter);
        }
    }

    public SqliteStatement Set(int number, object? value)
    {
        command.Parameters[number - 1].Value = value ?? DBNull.Value;
        return this;
    }

    /// <summary>Answers how many rows it changed.</summary>
    public int Run(DbTransaction transaction)
    {
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }

    public object? Scalar(DbTransaction transaction)
    {
        command.Transaction = transaction;
        return command.ExecuteScalar();
    }

    public DbDataReader Read(DbTransaction transaction)
    {
        command.Transaction = transaction;
        return command.ExecuteReader();
    }
}
