namespace UserGroups.Mail.Dispatch;

/// <summary>The command <c>send-mail</c>: one round of every lane, system mail first.</summary>
public sealed class SendMail(DispatchRound round)
{
    /// <returns>What was done; <see cref="RoundResult.Succeeded"/> decides the exit code, <see cref="RoundResult.Sentence"/> is what to print.</returns>
    public async Task<RoundResult> RunAsync(CancellationToken cancel)
    {
        var result = RoundResult.Nothing;
        foreach (var lane in Enum.GetValues<MailLane>())
            result += await round.RunAsync(lane, cancel);
        return result;
    }
}
