using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace UserGroups.Data;

/// <summary>
/// Puts many new rows into one table: by one prepared statement on SQLite, by bulk copy on SQL Server. A hundred thousand rows that EF would track one by
/// one in a quarter of a minute take about a second. Nothing is tracked, and the entities do not learn their numbers.
/// </summary>
public static class BulkRows
{
    private const int Lot = 5000;

    /// <summary>Inserts the rows in the open transaction. Columns and conversions are those of the model; owned and navigation properties are not written.</summary>
    /// <param name="db">Whose transaction is open.</param>
    /// <param name="rows">Read once; may be made on the way.</param>
    /// <param name="withKeys">True: the entities bring their numbers (seeds, which know them); false: the database gives them.</param>
    /// <param name="cancel">Stops between rows; the caller's transaction undoes them.</param>
    /// <returns>How many.</returns>
    /// <exception cref="InvalidOperationException">There is no transaction open.</exception>
    public static async Task<int> InsertAsync<T>(this AppDbContext db, IEnumerable<T> rows, bool withKeys = false, CancellationToken cancel = default)
        where T : class
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Write inside AppDbContext.InTransactionAsync.");
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        Column[] columns = [.. type.GetProperties().Where(p => !p.IsShadowProperty() && (withKeys || !(p.IsPrimaryKey() && p.ValueGenerated == ValueGenerated.OnAdd))).Select(p => new Column(p))];
        return transaction is SqlTransaction server
            ? await CopyAsync(server, type.GetTableName()!, columns, rows, withKeys, cancel)
            : await PrepareAsync(transaction, type.GetTableName()!, columns, rows, cancel);
    }

    private static async Task<int> PrepareAsync<T>(DbTransaction transaction, string table, Column[] columns, IEnumerable<T> rows, CancellationToken cancel)
        where T : class
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        // Rows that come in no order touch pages all over the indexes: with the default of 2 MB each page is written many times.
        command.CommandText = "PRAGMA cache_size=-65536";
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        var parameters = columns.Select((c, i) => c.Mapping.CreateParameter(command, $"@p{i}", null, c.IsNullable)).ToArray();
        command.Parameters.AddRange(parameters);
        var count = 0;
        try
        {
            foreach (var row in rows)
            {
                if (count++ % Lot == 0)
                    cancel.ThrowIfCancellationRequested();
                for (var i = 0; i < columns.Length; i++)
                    parameters[i].Value = columns[i].Of(row) ?? DBNull.Value;
                // The statement is prepared with the first row, when the kinds of its values are known. In this process there is nobody to wait for.
                command.ExecuteNonQuery();
            }
        }
        finally
        {
            // SQLite's own default again, whatever happened: the connection goes back to those who read a page's rows.
            command.Parameters.Clear();
            command.CommandText = "PRAGMA cache_size=-2000";
            command.ExecuteNonQuery();
        }

        return count;
    }

    private static async Task<int> CopyAsync<T>(SqlTransaction transaction, string table, Column[] columns, IEnumerable<T> rows, bool withKeys, CancellationToken cancel)
        where T : class
    {
        var options = SqlBulkCopyOptions.CheckConstraints | (withKeys ? SqlBulkCopyOptions.KeepIdentity : SqlBulkCopyOptions.Default);
        using var copy = new SqlBulkCopy(transaction.Connection, options, transaction) { DestinationTableName = $"[{table}]", BatchSize = Lot };
        using var lot = new DataTable();
        foreach (var column in columns)
        {
            lot.Columns.Add(column.Name, column.ProviderType);
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        var count = 0;
        foreach (var part in rows.Chunk(Lot))
        {
            lot.Clear();
            foreach (var row in part)
                lot.Rows.Add([.. columns.Select(c => c.Of(row) ?? DBNull.Value)]);
            await copy.WriteToServerAsync(lot, cancel);
            count += part.Length;
        }

        return count;
    }

    private sealed class Column(IProperty property)
    {
        private readonly Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter? converter = property.GetTypeMapping().Converter;

        public string Name { get; } = property.GetColumnName();

        public bool IsNullable => property.IsNullable;

        public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

        public Type ProviderType => Nullable.GetUnderlyingType(converter?.ProviderClrType ?? property.ClrType) ?? converter?.ProviderClrType ?? property.ClrType;

        public object? Of(object row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return converter is null || value is null ? value : converter.ConvertToProvider(value);
        }
    }
}
