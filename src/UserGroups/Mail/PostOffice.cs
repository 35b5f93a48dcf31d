using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Mail;

/// <summary>Takes letters. Nothing is sent here: the letter becomes an outbox row that the caller's one SaveChanges writes with its cause.</summary>
public sealed class PostOffice(AppDbContext db, TimeProvider time)
{
    public void Send(Letter letter) => db.Outbox.Add(new OutboxMessage(letter, time.Now()));
}
