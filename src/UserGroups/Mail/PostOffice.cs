using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>Takes letters. Nothing is sent here: the letter becomes an outbox row that the caller's one SaveChanges writes with its cause.</summary>
public sealed class PostOffice(AppDbContext db, MailOptions options, MailBells bells, TimeProvider time)
{
    public void Send(Letter letter)
    {
        db.Outbox.Add(new OutboxMessage(letter, MessageId.New(options.Sender.Domain), time.Now()));
        db.AfterCommit(bells.Ringing(letter.Lane));
    }
}
