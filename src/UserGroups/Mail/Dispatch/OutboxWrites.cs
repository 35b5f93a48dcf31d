using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using UserGroups.Data;

namespace UserGroups.Mail.Dispatch;

/// <summary>
/// The one write that happens for every letter of a campaign, as a prepared statement: a twentieth of what a tracked update costs.
/// The statement is the same on both databases.
/// </summary>
public static class OutboxWrites
{
    private const string Statement =
        """
        UPDATE Outbox SET State = @state, Tries = CASE WHEN @tries > Tries THEN @tries ELSE Tries + @found END, NextTryAt = @next, HasTurn = @turn,
            LastAnswer = @answer, EndedAt = @ended, LeasedBy = NULL, LeasedUntil = NULL
        WHERE Id = @id AND State = 'Sending' AND LeasedBy = @owner
        """;

    /// <summary>Stores results of letters the owner still has; a result for a letter it lost changes nothing.</summary>
    /// <returns>How many rows took their result.</returns>
    public static async Task<int> StoreAsync(AppDbContext db, string owner, IReadOnlyList<TryResult> results, DateTime now, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (db.Database.CurrentTransaction ?? throw new InvalidOperationException("Write inside AppDbContext.InTransactionAsync.")).GetDbTransaction();
        command.CommandText = Statement;
        var state = Add(command, "@state", DbType.String, 40);
        var tries = Add(command, "@tries", DbType.Int32);
        var found = Add(command, "@found", DbType.Int32);
        var next = Add(command, "@next", DbType.DateTime2);
        var turn = Add(command, "@turn", DbType.Boolean);
        var answer = Add(command, "@answer", DbType.String, OutboxMessage.AnswerLength);
        var ended = Add(command, "@ended", DbType.DateTime2);
        var id = Add(command, "@id", DbType.Int64);
        Add(command, "@owner", DbType.String, 100).Value = owner;
        await command.PrepareAsync(cancel);
        var stored = 0;
        foreach (var result in results)
        {
            state.Value = result.State.ToString();
            tries.Value = result.Tries;
            // A result from a journal does not know how many tries there were: one more than the row says.
            found.Value = result.Tries == 0 && result.State == OutboxState.Sent ? 1 : 0;
            next.Value = result.NextTryAt;
            turn.Value = result.HasTurn;
            answer.Value = (object?)result.Answer ?? DBNull.Value;
            ended.Value = result.State == OutboxState.Waiting ? DBNull.Value : now;
            id.Value = result.Id;
            stored += await command.ExecuteNonQueryAsync(cancel);
        }

        return stored;
    }

    private static DbParameter Add(DbCommand command, string name, DbType type, int size = 0)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        if (size > 0)
            parameter.Size = size;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
