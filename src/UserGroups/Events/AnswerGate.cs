using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>What an event takes: answers at all, seats of this kind, so many guests. Asked before anything moves.</summary>
public sealed class AnswerGate(SettingsSnapshot settings, TimeProvider time)
{
    /// <exception cref="RuleException">It takes no answers.</exception>
    public void RequireOpen(GroupEvent to)
    {
        if (to.State == EventState.Cancelled)
            throw new RuleException("This event is cancelled.");
        if (to.State != EventState.Published)
            throw new RuleException("This event has no date at the moment, so it takes no answers.");
        if (to.IsOver(time.Now()))
            throw new RuleException("This event is over.");
    }

    /// <exception cref="RuleException">No such seats, or too many guests; both are named.</exception>
    public async Task RequireWishAsync(GroupEvent to, AnswerWish wish, CancellationToken cancel) =>
        RequireWish(to, wish, (await settings.CurrentAsync(cancel)).Get(EventsSettings.MaxGuests));

    /// <summary>The rules about a wish: the answer asks them, and the form before it together with its own.</summary>
    /// <param name="to">The event.</param>
    /// <param name="wish">What was typed.</param>
    /// <param name="mostGuests">So many guests may be brought.</param>
    /// <exception cref="RuleException">No such seats, or too many guests; both are named.</exception>
    public static void RequireWish(GroupEvent to, AnswerWish wish, int mostGuests)
    {
        var broken = new BrokenRules();
        if (!Enum.IsDefined(wish.Kind) || !to.Offers(wish.Kind))
            broken.Add("Choose how you take part from the list.", "Kind");
        if (wish.Guests < 0 || wish.Guests > mostGuests)
            broken.Add(mostGuests == 0 ? "Guests cannot be brought to events here." : $"You can bring up to {mostGuests} guests.", "Guests");
        broken.Throw();
    }
}
