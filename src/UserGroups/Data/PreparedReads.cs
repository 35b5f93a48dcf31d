using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.ObjectPool;

namespace UserGroups.Data;

/// <summary>
/// One question that nearly every page for somebody signed in asks, in words that both databases understand, and how its answer is read. Kept as a static
/// field beside its use. It says in SQL what EF would have to say anew at each request; so only what is asked all the time is worth it.
/// </summary>
/// <param name="sql">Names in double quotes, parameters as @name; several statements are read one after the other with NextResult.</param>
/// <param name="read">Reads the answer; a missing row is null or an empty list.</param>
public sealed class PreparedRead<T>(string sql, Func<DbDataReader, CancellationToken, Task<T>> read)
{
    internal string Sql => sql;

    internal Task<T> ReadAsync(DbDataReader reader, CancellationToken cancel) => read(reader, cancel);
}

/// <summary>
/// Asks prepared questions outside any transaction: what was committed when it is asked, never a copy. On SQLite the connections stay open with their
/// statements prepared (opening one and parsing a statement costs more than the answer) and refuse to write; a server keeps both by itself.
/// </summary>
public sealed class PreparedReads : IDisposable
{
    /// <summary>Name under which whoever counts or traces can listen, and of what is told: the command, once it was asked.</summary>
    public const string Listener = "UserGroups.PreparedReads";

    /// <inheritdoc cref="Listener"/>
    public const string Asked = "Asked";

    private static readonly DiagnosticListener Told = new(Listener);
    private readonly string connectionString;
    private readonly ObjectPool<Reader>? readers;

    /// <param name="provider">Which database.</param>
    /// <param name="connectionString">As EF gets it.</param>
    public PreparedReads(DatabaseProvider provider, string connectionString)
    {
        this.connectionString = connectionString;
        if (provider == DatabaseProvider.Sqlite)
            readers = new DefaultObjectPoolProvider().Create(new Readers(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString()));
    }

    /// <param name="question">What is asked.</param>
    /// <param name="cancel">Stops waiting for the answer.</param>
    /// <param name="parameters">Each name, with its @, and its value; times in UTC.</param>
    public Task<T> AskAsync<T>(PreparedRead<T> question, CancellationToken cancel, params (string Name, object Value)[] parameters) =>
        readers is null ? AskServerAsync(question, parameters, cancel) : AskFileAsync(readers, question, parameters, cancel);

    public void Dispose() => (readers as IDisposable)?.Dispose();

    private static async Task<T> AskFileAsync<T>(ObjectPool<Reader> readers, PreparedRead<T> question, (string Name, object Value)[] parameters, CancellationToken cancel)
    {
        var reader = readers.Get();
        try
        {
            var answer = await AskAsync(reader.Command(question, parameters), question, cancel);
            readers.Return(reader);
            return answer;
        }
        catch
        {
            // Whatever it was (a full disk, a file gone), the next question begins with a connection of its own.
            reader.Dispose();
            throw;
        }
    }

    private async Task<T> AskServerAsync<T>(PreparedRead<T> question, (string Name, object Value)[] parameters, CancellationToken cancel)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = question.Sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.Parameters.AddWithValue(name, value);
            // Else it would go as the older type, which counts in steps of 3 ms.
            if (value is DateTime)
                parameter.SqlDbType = SqlDbType.DateTime2;
        }

        return await AskAsync(command, question, cancel);
    }

    private static async Task<T> AskAsync<T>(DbCommand command, PreparedRead<T> question, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var answer = await question.ReadAsync(rows, cancel);
        if (Told.IsEnabled())
            Told.Write(Asked, command);
        return answer;
    }

    private sealed class Readers(string connectionString) : PooledObjectPolicy<Reader>
    {
        public override Reader Create() => new(connectionString);

        public override bool Return(Reader obj) => true;
    }

    /// <summary>One open connection and the statements it has prepared.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly Dictionary<object, SqliteCommand> commands = [];

        public Reader(string connectionString)
        {
            connection = new SqliteConnection(connectionString);
            connection.Open();
            using var only = connection.CreateCommand();
            only.CommandText = "PRAGMA query_only=1";
            only.ExecuteNonQuery();
        }

        public SqliteCommand Command<T>(PreparedRead<T> question, (string Name, object Value)[] parameters)
        {
            if (!commands.TryGetValue(question, out var command))
            {
                commands[question] = command = connection.CreateCommand();
                command.CommandText = question.Sql;
                foreach (var (name, _) in parameters)
                    command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            for (var i = 0; i < parameters.Length; i++)
                command.Parameters[i].Value = parameters[i].Value;
            return command;
        }

        public void Dispose()
        {
            foreach (var command in commands.Values)
                command.Dispose();
            connection.Dispose();
        }
    }
}

/// <summary>Columns as the model stores them: times in UTC, enums by their word.</summary>
public static class PreparedColumns
{
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTime Utc(this DbDataReader row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    public static DateTime? UtcOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Utc(column);

    public static T Word<T>(this DbDataReader row, int column)
        where T : struct, Enum => Enum.Parse<T>(row.GetString(column));
}
