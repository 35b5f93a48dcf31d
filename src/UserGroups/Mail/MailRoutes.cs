using UserGroups.Mail.Smtp;

namespace UserGroups.Mail;

/// <summary>
/// The transports. System mail has one of its own: while a campaign holds every connection of the other, a sign-in link
/// still leaves at once.
/// </summary>
public sealed class MailRoutes : IAsyncDisposable
{
    private readonly IMailTransport system;
    private readonly IMailTransport others;

    public MailRoutes(MailOptions options)
        : this(Open(options, connections: 1), Open(options, options.Smtp.Connections), options.Smtp.Connections)
    {
    }

    public MailRoutes(IMailTransport system, IMailTransport others, int connections)
    {
        this.system = system;
        this.others = others;
        Connections = connections;
    }

#if FULL_NUGET
    public static bool HasMailKit => true;
#else
    public static bool HasMailKit => false;
#endif

    /// <summary>Connections of the ordinary and the bulk lane together.</summary>
    public int Connections { get; }

    public IMailTransport For(MailLane lane) => lane == MailLane.System ? system : others;

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        if (!ReferenceEquals(system, others))
            await others.DisposeAsync();
    }

    private static IMailTransport Open(MailOptions options, int connections) => options.Transport switch
    {
        MailTransportKind.Folder => new FolderTransport(options.Folder),
        MailTransportKind.Smtp => new SmtpTransport(options.Smtp.ToSmtp() with { Connections = connections }),
#if FULL_NUGET
        MailTransportKind.MailKit => new MailKitTransport(options.Smtp.ToSmtp() with { Connections = connections }),
#endif
        _ => throw new InvalidOperationException("Mail:Transport names a transport this program was built without."),
    };
}
