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

    /// <summary>Takes the copies of a send, in the caller's open transaction, without tracking them.</summary>
    /// <param name="batchId">The announcement; null for copies of what is none.</param>
    /// <param name="letters">Each with the moment (UTC) before which it does not leave.</param>
    /// <param name="cancel">Stops; the caller's transaction undoes what was taken.</param>
    public async Task SendManyAsync(long? batchId, IEnumerable<(Letter Letter, DateTime NotBefore)> letters, CancellationToken cancel = default)
    {
        var (now, domain) = (time.Now(), options.Sender.Domain);
        var count = await db.InsertAsync(letters.Select(l => new OutboxMessage(l.Letter, MessageId.New(domain), now, l.NotBefore, batchId)), withKeys: false, cancel);
        if (count > 0)
            db.AfterCommit(bells.Ringing(MailLane.Bulk));
    }
}
