using UserGroups.Mail;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Mail;

/// <summary>The section <c>Mail</c>, checked at start: a wrong value, a missing key file or a misspelt key stops it with a sentence.</summary>
public static class MailConfiguration
{
    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static MailOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new ConfigurationReader(configuration);
        reader.OnlyKnown("Mail", "Transport", "Folder", "From", "Journal", "Smtp", "Dkim", "Inbound");
        reader.OnlyKnown("Mail:Smtp", "Host", "Port", "Security", "User", "Password", "Connections");
        reader.OnlyKnown("Mail:Dkim", "Domain", "Selector", "KeyFile");
        reader.OnlyKnown("Mail:Inbound", "Folder", "Key", "Address");
        string Place(string key, string byDefault) =>
            reader.Text(key, byDefault, 500) is { Length: > 0 } path ? Path.GetFullPath(path, environment.ContentRootPath) : "";
        var options = new MailOptions
        {
            Transport = reader.OneOf("Mail:Transport", MailTransportKind.Folder),
            Folder = Place("Mail:Folder", "App_Data/mail"),
            Journal = Place("Mail:Journal", "App_Data/mail-journal"),
            Smtp = new SmtpSection
            {
                Host = reader.Text("Mail:Smtp:Host", "", 253),
                Port = reader.WholeNumber("Mail:Smtp:Port", 1, 65535) ?? 587,
                Security = reader.OneOf("Mail:Smtp:Security", MailSecurity.StartTls),
                User = reader.Text("Mail:Smtp:User", "", 200),
                Password = configuration["Mail:Smtp:Password"] ?? "",
                Connections = reader.WholeNumber("Mail:Smtp:Connections", 1, 50) ?? 4,
            },
            Dkim = new DkimSection
            {
                Domain = reader.Text("Mail:Dkim:Domain", "", 253),
                Selector = reader.Text("Mail:Dkim:Selector", "", 63),
                KeyFile = Place("Mail:Dkim:KeyFile", ""),
            },
            Inbound = new InboundSection
            {
                Folder = Place("Mail:Inbound:Folder", ""),
                Key = configuration["Mail:Inbound:Key"] ?? "",
                Address = reader.Text("Mail:Inbound:Address", "", 254),
            },
        };
        options.From = reader.Text("Mail:From", options.From, 320);
        if (options.Transport != MailTransportKind.Folder && !reader.IsSet("Mail:From"))
            reader.Wrong("Mail:From", "must be set: the address every letter comes from");
        foreach (var (key, fault) in options.Faults())
            reader.Wrong(key, fault);
        reader.ThrowIfWrong();
        return options;
    }
}
