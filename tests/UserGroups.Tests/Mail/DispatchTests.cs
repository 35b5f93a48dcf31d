using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;

namespace UserGroups.Tests.Mail;

public sealed class DispatchTests : IAsyncLifetime
{
    private PostRoom room = null!;

    public async Task InitializeAsync() => room = await PostRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task A_letter_leaves_in_text_and_HTML_with_the_Message_ID_it_got_when_it_was_written()
    {
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("max@member.example", "You have a seat at **Oslo**."));
        var before = await room.LetterAsync(id);

        Assert.Equal(new RoundResult(1, 0, 0, 0, 0, null), await PostRoom.SendAsync(process));

        var taken = Assert.Single(room.Sink.Messages);
        var content = System.Text.Encoding.ASCII.GetString(taken.Content);
        Assert.Equal((before.MessageId, "max@member.example"), (taken.MessageId, taken.Recipient));
        Assert.Contains("You have a seat at Oslo.", content, StringComparison.Ordinal);
        Assert.Contains("<strong>Oslo</strong>", content, StringComparison.Ordinal);
        var after = await room.LetterAsync(id);
        Assert.Equal((OutboxState.Sent, 1, PostRoom.Noon.UtcDateTime, null), (after.State, after.Tries, after.EndedAt, after.LeasedBy));
        Assert.StartsWith("250 2.0.0 Ok: queued as", after.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_of_a_cause_that_was_not_saved_does_not_exist()
    {
        await using var scope = room.Process().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<PostOffice>().Send(new Note("max@member.example"));
        await using var db = room.Database.Open();
        Assert.Equal(0, await db.Outbox.CountAsync());
    }

    [Fact]
    public async Task Four_processes_at_once_send_each_letter_once()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => room.Process()).ToList();
        await room.SetAsync(processes[0], MailSettings.PerDomain, "0");
        await room.PostAsync(processes[0], [.. Enumerable.Range(0, 1000).Select(i => new Note($"m{i}@member.example"))]);

        var results = await Task.WhenAll(processes.Select(PostRoom.SendAsync));

        Assert.Equal(1000, results.Sum(r => r.Sent));
        Assert.Equal(1000, room.Sink.Messages.Count);
        Assert.All(room.Sink.Copies().Values, copies => Assert.Equal(1, copies));
        await using var db = room.Database.Open();
        Assert.Equal(1000, await db.Outbox.CountAsync(m => m.State == OutboxState.Sent && m.Tries == 1));
    }

    [Fact]
    public async Task A_letter_put_off_is_tried_again_after_about_a_minute_and_then_arrives_with_the_same_Message_ID()
    {
        var tries = 0;
        room.Sink.Answer = (step, _) => step == "." && Interlocked.Increment(ref tries) <= 2 ? "451 4.7.1 greylisted, try again" : null;
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("max@member.example"));
        Assert.Equal(1, (await PostRoom.SendAsync(process)).Later);
        var waiting = await room.LetterAsync(id);
        Assert.Equal((OutboxState.Waiting, 1, "451 4.7.1 greylisted, try again"), (waiting.State, waiting.Tries, waiting.LastAnswer));
        Assert.InRange(waiting.NextTryAt - PostRoom.Noon.UtcDateTime, TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(72));
        Assert.Equal(RoundResult.Nothing, await PostRoom.SendAsync(process));

        room.Clock.Move(TimeSpan.FromSeconds(73));
        Assert.Equal(1, (await PostRoom.SendAsync(process)).Later);
        Assert.InRange((await room.LetterAsync(id)).NextTryAt - room.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(96), TimeSpan.FromSeconds(144));
        room.Clock.Move(TimeSpan.FromMinutes(3));
        Assert.Equal(1, (await PostRoom.SendAsync(process)).Sent);
        Assert.Equal((OutboxState.Sent, 3), ((await room.LetterAsync(id)).State, (await room.LetterAsync(id)).Tries));
        Assert.Equal(waiting.MessageId, Assert.Single(room.Sink.Messages).MessageId);
    }

    [Fact]
    public void The_pauses_grow_from_a_minute_to_six_hours_and_end_within_three_days()
    {
        var pauses = Enumerable.Range(1, 40).Select(RetryPlan.After).TakeWhile(p => p is not null).Select(p => p!.Value).ToList();
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360], pauses.Take(11).Select(p => (int)p.TotalMinutes));
        Assert.InRange(pauses.Aggregate(TimeSpan.Zero, (sum, p) => sum + p), TimeSpan.FromDays(2.7), TimeSpan.FromDays(3));
        Assert.Null(RetryPlan.After(pauses.Count + 1));
    }

    [Fact]
    public async Task A_letter_refused_for_three_days_fails_and_says_so()
    {
        room.Sink.Answer = (step, _) => step == "RCPT" ? "450 4.2.0 not now" : null;
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("max@member.example"));
        var rounds = 0;
        for (; (await room.LetterAsync(id)).State == OutboxState.Waiting && rounds < 50; rounds++)
        {
            await PostRoom.SendAsync(process);
            room.Clock.Move(TimeSpan.FromHours(8));
        }

        var failed = await room.LetterAsync(id);
        Assert.Equal((OutboxState.Failed, 20, "Given up after three days: 450 4.2.0 not now"), (failed.State, failed.Tries, failed.LastAnswer));
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_is_stopped_and_the_next_letter_to_it_is_held_back()
    {
        room.Sink.Answer = (step, to) => step == "RCPT" && to.StartsWith("gone", StringComparison.OrdinalIgnoreCase) ? "550 5.1.1 no such user" : null;
        var process = room.Process();
        var first = await room.PostAsync(process, new Note("Gone@member.example"));
        Assert.Equal(new RoundResult(0, 0, 1, 0, 0, null), await PostRoom.SendAsync(process));
        Assert.Equal((OutboxState.Failed, "550 5.1.1 no such user"), ((await room.LetterAsync(first)).State, (await room.LetterAsync(first)).LastAnswer));

        var second = await room.PostAsync(process, new Note("gone@MEMBER.example"), new Note("max@member.example"));
        Assert.Equal(new RoundResult(1, 0, 0, 1, 0, null), await PostRoom.SendAsync(process));
        var held = await room.LetterAsync(second - 1);
        Assert.Equal((OutboxState.Suppressed, 0), (held.State, held.Tries));
        await using var db = room.Database.Open();
        var stop = await db.SuppressedAddresses.SingleAsync();
        Assert.Equal(("gone@member.example", SuppressionReason.Refused, "550 5.1.1 no such user", first), (stop.Address, stop.Reason, stop.Detail, stop.OutboxMessageId));
    }

    [Theory]
    [InlineData(MailLane.Bulk, SuppressionReason.Complaint, 0, true)]
    [InlineData(MailLane.Ordinary, SuppressionReason.SoftBounces, 0, true)]
    [InlineData(MailLane.Ordinary, SuppressionReason.HardBounce, 400, true)]
    [InlineData(MailLane.System, SuppressionReason.Complaint, 0, false)]
    [InlineData(MailLane.System, SuppressionReason.SoftBounces, 0, false)]
    [InlineData(MailLane.System, SuppressionReason.HardBounce, 6, true)]
    [InlineData(MailLane.System, SuppressionReason.Refused, 8, false)]
    public void System_mail_passes_a_complaint_at_once_and_a_dead_address_after_a_week(MailLane lane, SuppressionReason reason, int daysAgo, bool held)
    {
        var now = PostRoom.Noon.UtcDateTime;
        Assert.Equal(held, Suppression.Holds(lane, reason, now.AddDays(-daysAgo), null, now));
        Assert.False(Suppression.Holds(lane, reason, now.AddDays(-daysAgo), now, now));
    }

    [Theory]
    [InlineData("GREETING", "554 5.7.1 go away", "The mail server does not let us in")]
    [InlineData("GREETING", "421 4.3.2 down for an hour", "The mail server does not let us in")]
    [InlineData("MAIL", "550 5.7.1 sender not yours", "The mail server does not take our sender address")]
    public async Task A_server_that_cannot_be_used_costs_no_tries_and_the_mail_waits(string step, string answer, string sentence)
    {
        room.Sink.Answer = (s, _) => s == step ? answer : null;
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("max@member.example"), new Note("ida@member.example"));
        var result = await PostRoom.SendAsync(process);
        Assert.False(result.Succeeded);
        var standing = (await process.GetRequiredService<MailStandings>().ReadAsync(CancellationToken.None))!;
        Assert.StartsWith($"{sentence} (smtp://127.0.0.1:{room.Sink.Port}): {answer}", standing.Trouble, StringComparison.Ordinal);
        await using (var db = room.Database.Open())
            Assert.Equal(2, await db.Outbox.CountAsync(m => m.State == OutboxState.Waiting && m.Tries == 0 && m.LeasedBy == null));

        // Paused: nobody knocks again before the pause is over.
        room.Sink.Answer = (_, _) => null;
        Assert.Equal(standing.Trouble, (await PostRoom.SendAsync(process)).Trouble);
        Assert.Empty(room.Sink.Messages);
        room.Clock.Move(TimeSpan.FromMinutes(2));
        // A refusal no retry can change is remembered by the connections for a minute of their own clock; a new process asks at once.
        Assert.Equal(2, (await PostRoom.SendAsync(room.Process())).Sent);
        Assert.Null((await process.GetRequiredService<MailStandings>().ReadAsync(CancellationToken.None))!.Trouble);
        Assert.Equal(OutboxState.Sent, (await room.LetterAsync(id)).State);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_on_the_page_and_the_health_check()
    {
        var process = room.Process(o => o.Smtp.Port = 1);
        await room.PostAsync(process, new Note("max@member.example"));
        var result = await PostRoom.SendAsync(process);
        Assert.StartsWith("The mail server cannot be reached (smtp://127.0.0.1:1):", (await process.GetRequiredService<MailStandings>().ReadAsync(CancellationToken.None))!.Trouble, StringComparison.Ordinal);
        Assert.False(result.Succeeded);
        var health = await ActivatorUtilities.CreateInstance<MailHealth>(process).CheckHealthAsync(new());
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, health.Status);
    }

    [Fact]
    public async Task A_connection_that_dies_after_the_message_is_tried_again_with_the_same_Message_ID()
    {
        var tries = new ConcurrentDictionary<string, int>();
        room.Sink.Answer = (step, to) => step == "." && tries.AddOrUpdate(to, 1, (_, n) => n + 1) == 1 ? SmtpSink.KeepAndDrop : null;
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("max@member.example"));
        Assert.Equal(1, (await PostRoom.SendAsync(process)).Later);
        room.Clock.Move(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await PostRoom.SendAsync(process)).Sent);
        Assert.Equal(2, room.Sink.Copies()[(await room.LetterAsync(id)).MessageId]);
    }

    [Fact]
    public async Task A_letter_that_would_come_too_late_or_cannot_be_written_is_not_sent()
    {
        var process = room.Process();
        var id = await room.PostAsync(process, new Note("max@member.example") { Until = PostRoom.Noon.UtcDateTime.AddSeconds(-1) }, new Note("nobody"));
        Assert.Equal(new RoundResult(0, 0, 1, 1, 0, null), await PostRoom.SendAsync(process));
        Assert.Equal((OutboxState.Cancelled, "Not sent: it would have come too late."), ((await room.LetterAsync(id - 1)).State, (await room.LetterAsync(id - 1)).LastAnswer));
        Assert.StartsWith("It cannot be written: ", (await room.LetterAsync(id)).LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_to_one_domain_keep_its_pace_and_others_do_not_wait_for_them()
    {
        var process = room.Process();
        await room.SetAsync(process, MailSettings.PerDomain, "60");
        await room.PostAsync(process, [.. Enumerable.Range(0, 30).Select(i => new Note($"m{i}@big.example")), .. Enumerable.Range(0, 5).Select(i => new Note($"m{i}@small.example"))]);
        Assert.Equal(new RoundResult(16, 0, 0, 0, 19, null), await PostRoom.SendAsync(process));
        Assert.Equal(5, room.Sink.Messages.Count(m => m.Recipient.EndsWith("@small.example", StringComparison.Ordinal)));
        room.Clock.Move(TimeSpan.FromSeconds(10));
        Assert.Equal(10, (await PostRoom.SendAsync(process)).Sent);
        room.Clock.Move(TimeSpan.FromSeconds(9));
        Assert.Equal(9, (await PostRoom.SendAsync(process)).Sent);
        await using var db = room.Database.Open();
        Assert.Equal(35, await db.Outbox.CountAsync(m => m.State == OutboxState.Sent && m.Tries == 1));
    }

    [Fact]
    public async Task A_sign_in_link_does_not_wait_for_a_campaign()
    {
        var hold = new TaskCompletionSource();
        room.Sink.Answer = (step, to) =>
        {
            if (step == "." && to.StartsWith("bulk", StringComparison.Ordinal))
                hold.Task.Wait(TimeSpan.FromSeconds(20));
            return null;
        };
        var process = room.Process();
        await room.PostAsync(process, [.. Enumerable.Range(0, 50).Select(i => new Note($"bulk{i}@member.example") { Queue = MailLane.Bulk })]);
        var round = process.GetRequiredService<DispatchRound>();
        var campaign = round.RunAsync(MailLane.Bulk, CancellationToken.None);
        await room.PostAsync(process, new Note("max@member.example") { Queue = MailLane.System });
        Assert.Equal(1, (await round.RunAsync(MailLane.System, CancellationToken.None)).Sent);
        Assert.False(campaign.IsCompleted);
        hold.SetResult();
        Assert.Equal(50, (await campaign).Sent);
    }

    [Fact]
    public async Task What_a_dead_process_held_is_free_again_when_its_lease_has_run_out()
    {
        var dead = room.Process();
        await room.PostAsync(dead, new Note("max@member.example"));
        Assert.Single(await dead.GetRequiredService<OutboxLeases>().TakeAsync(MailLane.Ordinary, 10, CancellationToken.None));
        var living = room.Process();
        Assert.Equal(0, (await PostRoom.SendAsync(living)).Sent);
        room.Clock.Move(OutboxLeases.Length + TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await PostRoom.SendAsync(living)).Sent);
    }

    [Fact]
    public async Task A_result_of_a_letter_that_somebody_else_has_by_now_changes_nothing()
    {
        var slow = room.Process();
        await room.PostAsync(slow, new Note("max@member.example"));
        var letter = (await slow.GetRequiredService<OutboxLeases>().TakeAsync(MailLane.Ordinary, 10, CancellationToken.None)).Single();
        room.Clock.Move(OutboxLeases.Length + TimeSpan.FromSeconds(1));
        await PostRoom.SendAsync(room.Process());
        slow.GetRequiredService<ResultBook>().Add(TryResult.Back(letter));
        await slow.GetRequiredService<ResultBook>().WriteAsync(CancellationToken.None);
        Assert.Equal(OutboxState.Sent, (await room.LetterAsync(letter.Id)).State);
    }

    [Fact]
    public async Task A_stop_gives_back_what_was_not_on_its_way()
    {
        room.Sink.Answer = (step, _) =>
        {
            if (step == ".")
                Thread.Sleep(50);
            return null;
        };
        var process = room.Process();
        await room.PostAsync(process, [.. Enumerable.Range(0, 100).Select(i => new Note($"m{i}@member.example"))]);
        using var stop = new CancellationTokenSource();
        var running = process.GetRequiredService<DispatchRound>().RunAsync(MailLane.Ordinary, stop.Token);
        while (room.Sink.Messages.IsEmpty)
            await Task.Delay(10);
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        var sent = room.Sink.Messages.Count;
        Assert.InRange(sent, 1, 90);
        await using var db = room.Database.Open();
        Assert.Equal((sent, 100 - sent, 0), (
            await db.Outbox.CountAsync(m => m.State == OutboxState.Sent),
            await db.Outbox.CountAsync(m => m.State == OutboxState.Waiting && m.Tries == 0 && m.LeasedBy == null),
            await db.Outbox.CountAsync(m => m.State == OutboxState.Sending)));
    }
}
