using Microsoft.Extensions.DependencyInjection;
using UserGroups.Accounts;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>Answering an event: with an account, with name and address, or by the link of a letter. The reply comes after the commit.</summary>
public sealed class AnswerService(AnswerWriter writer)
{
    /// <summary>The answer of somebody signed in: yes, change or no.</summary>
    /// <exception cref="RuleException">The event takes no answers, or not these.</exception>
    public Task<Answer> AnswerAsync(long eventId, long personId, AnswerWish wish, CancellationToken cancel = default) =>
        writer.WriteAsync((services, token) => services.GetRequiredService<AnswerDesk>().ByPersonAsync(eventId, personId, wish, token), cancel);

    /// <summary>
    /// The answer of somebody without an account. It holds no seat until the button behind the letter's link is pressed; who presses is told what
    /// became of it.
    /// </summary>
    /// <param name="eventId">Which event.</param>
    /// <param name="name">As others shall see it.</param>
    /// <param name="email">Where the letter goes.</param>
    /// <param name="wish">Kind and guests.</param>
    /// <param name="network">Where the request comes from; letters to strangers are limited.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">The event takes no answers, or name, address or wish is refused.</exception>
    /// <exception cref="TooManyAttemptsException">Too many letters to this address or from this network.</exception>
    public async Task AskAsync(long eventId, string? name, string? email, AnswerWish wish, string network, CancellationToken cancel = default)
    {
        var wait = await writer.WriteAsync(
            (services, token) => services.GetRequiredService<AnswerDesk>().ByAddressAsync(eventId, name, email, wish, network, token), cancel);
        if (wait is TimeSpan retryAfter)
            throw new TooManyAttemptsException(retryAfter);
    }

    /// <summary>The button behind a letter's link: confirms, changes, takes an offer, or gives the seat back.</summary>
    /// <exception cref="RuleException">No such link, or the event takes no answers.</exception>
    public Task<Answer> RespondAsync(string token, AnswerWish wish, CancellationToken cancel = default) =>
        writer.WriteAsync((services, inside) => services.GetRequiredService<AnswerDesk>().ByLinkAsync(token, wish, inside), cancel);
}
