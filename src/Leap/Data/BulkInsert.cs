using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Leap.Data;

/// <summary>
/// Inserts many new rows of one table. On SQLite, where SaveChanges would compile the statement anew for each row, it is compiled once;
/// PostgreSQL gets them from SaveChanges in batches.
/// </summary>
public static class BulkInsert
{
    extension(LeapDb db)
    {
        /// <summary>Inserts inside the caller's transaction and writes the ids into the entities, which stay untracked.</summary>
        public async Task InsertAsync<TEntity>(IReadOnlyCollection<TEntity> entities, CancellationToken cancel)
            where TEntity : class
        {
            if (entities.Count == 0)
            {
                return;
            }

            if (db.IsPostgres)
            {
                await SaveAsync(db, entities, cancel);
                return;
            }

            await using var statement = new Statement(db, db.Model.FindEntityType(typeof(TEntity))!);
            foreach (var entity in entities)
            {
                await statement.InsertAsync(entity, cancel);
            }
        }
    }

    /// <summary>Without looking for changes, which would find the rows of other tables that hang on these.</summary>
    private static async Task SaveAsync<TEntity>(LeapDb db, IReadOnlyCollection<TEntity> entities, CancellationToken cancel)
        where TEntity : class
    {
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            Mark(EntityState.Added);
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            Mark(EntityState.Detached);
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }

        void Mark(EntityState state)
        {
            foreach (var entity in entities)
            {
                db.Entry(entity).State = state;
            }
        }
    }

    private sealed class Statement : IAsyncDisposable
    {
        private readonly DbCommand command;
        private readonly string table;
        private readonly List<Column> columns = [];
        private readonly IProperty? id;

        public Statement(LeapDb db, IEntityType type)
        {
            var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
                ?? throw new InvalidOperationException("Inserting needs the operation's transaction: LeapDb.BeginWriteAsync.");
            command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            id = type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key] ? key : null;
            table = type.GetTableName()!;
            var store = StoreObjectIdentifier.Table(table);
            foreach (var property in type.GetProperties().Where(p => p != id))
            {
                columns.Add(new Column(property, Parameter(property)));
            }

            var names = string.Join(", ", columns.Select(c => c.Property.GetColumnName(store)));
            var places = string.Join(", ", columns.Select(c => c.Parameter.ParameterName));
            var returning = id is null ? "" : $" RETURNING {id.GetColumnName(store)}";
            command.CommandText = $"INSERT INTO {table} ({names}) VALUES ({places}){returning}";
        }

        public async Task InsertAsync(object entity, CancellationToken cancel)
        {
            foreach (var column in columns)
            {
                column.Parameter.Value = column.ValueOf(entity) ?? DBNull.Value;
            }

            try
            {
                var made = await command.ExecuteScalarAsync(cancel);
                id?.PropertyInfo!.SetValue(entity, made);
            }
            catch (DbException e)
            {
                throw new DbUpdateException($"Rows for {table} could not be inserted.", e);
            }
        }

        public ValueTask DisposeAsync() => command.DisposeAsync();

        private DbParameter Parameter(IProperty property)
        {
            var parameter = property.GetRelationalTypeMapping().CreateParameter(command, $"@p{columns.Count}", value: null, nullable: true);
            command.Parameters.Add(parameter);
            return parameter;
        }
    }

    private sealed class Column(IProperty property, DbParameter parameter)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();
        private readonly ValueConverter? converter = property.GetRelationalTypeMapping().Converter;

        public IProperty Property => property;

        public DbParameter Parameter => parameter;

        public object? ValueOf(object entity)
        {
            var value = getter.GetClrValue(entity);
            return value is null || converter is null ? value : converter.ConvertToProvider(value);
        }
    }
}
