using System.Globalization;
using UserGroups.Mail.Smtp;

namespace UserGroups.Mail;

/// <summary>Sends over SMTP with our own client, on a pool of connections.</summary>
/// <param name="options">The settings.</param>
/// <param name="time">The clock, or null for the system's.</param>
/// <exception cref="ArgumentException">The settings are wrong; the text says how.</exception>
public sealed class SmtpTransport(SmtpOptions options, TimeProvider? time = null) : IMailTransport
{
    private readonly SmtpPool pool = new(options, time);

    /// <inheritdoc />
    public string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"smtp://{options.Host}:{options.Port}");

    /// <inheritdoc />
    public Task<Delivery> SendAsync(ComposedMessage message, CancellationToken cancellationToken = default) => pool.SendAsync(message, cancellationToken);

    /// <inheritdoc />
    public Task<Delivery?> CheckAsync(CancellationToken cancellationToken = default) => pool.CheckAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
