namespace UserGroups.Mail;

/// <summary>Takes composed messages away. Safe for several threads; faults are answers, not exceptions.</summary>
public interface IMailTransport : IAsyncDisposable
{
    /// <summary>What the transport is and where it leads, for the log: <c>smtp://mail.example.org:587</c>. Never a secret.</summary>
    string Description { get; }

    /// <summary>Sends one message once.</summary>
    /// <param name="message">The message; stays the caller's.</param>
    /// <param name="cancellationToken">Gives up. Once the message itself is on its way the answer is a temporary one that may have been accepted.</param>
    /// <returns>The outcome; only <see cref="DeliveryOutcome.Delivered"/> counts as sent.</returns>
    /// <exception cref="OperationCanceledException">Given up before the message was on its way: it was certainly not accepted.</exception>
    Task<Delivery> SendAsync(ComposedMessage message, CancellationToken cancellationToken = default);

    /// <summary>Tries the settings without sending: connects, greets, signs in; or writes and removes a file.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when all is well, else what is wrong in a sentence.</returns>
    Task<Delivery?> CheckAsync(CancellationToken cancellationToken = default);
}
