namespace UserGroups.Mail.Smtp;

/// <summary>A connection could not be opened or used; carries the answer for the outbox.</summary>
/// <param name="delivery">What follows: never <see cref="DeliveryOutcome.Delivered"/>.</param>
/// <param name="inner">What went wrong underneath.</param>
public sealed class SmtpFaultException(Delivery delivery, Exception? inner = null) : Exception(delivery?.ToString(), inner)
{
    /// <summary>The answer.</summary>
    public Delivery Delivery { get; } = delivery ?? throw new ArgumentNullException(nameof(delivery));
}
