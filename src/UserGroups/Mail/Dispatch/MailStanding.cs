using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail.Dispatch;

/// <summary>What keeps mail from going out, for all processes: one row, kept in the database so that every page and node says the same.</summary>
public sealed class MailStanding
{
    public const long TheOne = 1;

    private MailStanding()
    {
    }

    public MailStanding(long id) => Id = id;

    public long Id { get; private set; }

    /// <summary>A sentence; null: all is well.</summary>
    public string? Trouble { get; private set; }

    public DateTime? Since { get; private set; }

    /// <summary>Nobody tries before.</summary>
    public DateTime? RetryAt { get; private set; }

    /// <summary>Failed attempts since the last good one; the pause grows with it.</summary>
    public int Failures { get; private set; }

    public void Report(string trouble, DateTime now)
    {
        Trouble = trouble.Length <= OutboxMessage.AnswerLength ? trouble : trouble[..OutboxMessage.AnswerLength];
        Since ??= now;
        RetryAt = now + Pause(++Failures);
    }

    public void Clear() => (Trouble, Since, RetryAt, Failures) = (null, null, null, 0);

    /// <summary>5 seconds, doubled with each failure, at most 2 minutes.</summary>
    public static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(failures, 10) - 1), 120));
}

public sealed class MailStandingMap : IEntityTypeConfiguration<MailStanding>
{
    public void Configure(EntityTypeBuilder<MailStanding> builder)
    {
        builder.ToTable("MailStanding");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Trouble).HasMaxLength(OutboxMessage.AnswerLength);
    }
}

/// <summary>Reads and writes the one row.</summary>
public sealed class MailStandings(IServiceScopeFactory scopes, MailRoutes routes, TimeProvider time)
{
    public async Task<MailStanding?> ReadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().MailStandings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == MailStanding.TheOne, cancel);
    }

    /// <summary>Notes that the mail server could not be used, and pauses all lanes.</summary>
    public Task<string> ReportAsync(MailLane lane, Delivery answer, CancellationToken cancel)
    {
        var sentence = Sentence(answer, routes.For(lane).Description);
        return ChangeAsync(
            standing =>
            {
                standing.Report(sentence, time.Now());
                return sentence;
            },
            cancel);
    }

    public Task ClearAsync(CancellationToken cancel) => ChangeAsync(
        standing =>
        {
            standing.Clear();
            return "";
        },
        cancel);

    /// <summary>Is the answer about the server or our settings rather than about the letter?</summary>
    public static bool IsAboutServer(Delivery answer) => !answer.IsDelivered && !answer.MayHaveBeenAccepted
        && (answer.Outcome == DeliveryOutcome.PermanentForConnection || answer.Code == 421 || answer.Step is DeliveryStep.Connect or DeliveryStep.Greeting or DeliveryStep.Tls or DeliveryStep.SignIn
            || answer is { Step: DeliveryStep.Local, Outcome: DeliveryOutcome.Temporary });

    /// <summary>
    /// Does the answer cost the letter a try? What happens before the recipient is named is the server's affair alone; behind it even a
    /// refusal of the connection may be this one letter's fault, and must not stand at the head of the queue for ever.
    /// </summary>
    public static bool CostsATry(Delivery answer) => answer.Step is DeliveryStep.Recipient or DeliveryStep.Data or DeliveryStep.Content;

    private static string Sentence(Delivery answer, string where)
    {
        var what = answer.Step switch
        {
            DeliveryStep.Local => "Letters cannot be written",
            DeliveryStep.Connect => "The mail server cannot be reached",
            DeliveryStep.Greeting => "The mail server does not let us in",
            DeliveryStep.Tls => "The connection to the mail server cannot be protected",
            DeliveryStep.SignIn => "The mail server refuses our user name or password",
            DeliveryStep.Sender => "The mail server does not take our sender address",
            _ => "The mail server ends the conversation",
        };
        return $"{what} ({where}): {answer}. Mail waits and goes out by itself once this is put right.";
    }

    private async Task<T> ChangeAsync<T>(Func<MailStanding, T> change, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        return await db.InTransactionAsync(
            async token =>
            {
                var standing = await db.MailStandings.SingleOrDefaultAsync(s => s.Id == MailStanding.TheOne, token);
                if (standing is null)
                    db.Add(standing = new MailStanding(MailStanding.TheOne));
                var result = change(standing);
                await db.SaveChangesAsync(token);
                return result;
            },
            cancel);
    }
}
