using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;
using UserGroups.Tests.Mail;
using UserGroups.Web.Tests.Start;

namespace UserGroups.Browser.Tests.Story;

/// <summary>
/// The portal in Production with an empty database, on a port of this machine, its mail going to a mail server on another. In the process of the test, because
/// the story takes five weeks: only so can its clock be put forward without a switch that Production would carry too.
/// </summary>
public sealed class StoryPortal : WebApplicationFactory<Program>
{
    // There is one console, and each of the plays that run at the time must read the link of its own portal there.
    private static readonly Lock OneConsole = new();

    private readonly string folder = PortalProcess.NewFolder();
    private readonly SmtpSink sink = new();
    private readonly X509Certificate2 certificate = OwnCertificate();

    public StoryPortal()
    {
        var port = PortalProcess.FreePort();
        Address = $"https://localhost:{port}";
        Mail = new ReceivedMail(() => sink.Messages.Reverse().Select(m => m.Content));
        // https as in Production: only so a letter carries one-click unsubscribing (RFC 8058 §3.1).
        UseKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.UseHttps(certificate)));
    }

    public string Address { get; }

    public StoryClock Clock { get; } = new();

    public ReceivedMail Mail { get; }

    /// <summary>What the operator reads when it starts.</summary>
    public string Open()
    {
        using var turn = OneConsole.EnterScope();
        var (screen, errors, text) = (Console.Out, Console.Error, new StringWriter());
        var both = TextWriter.Synchronized(text);
        Console.SetOut(both);
        Console.SetError(both);
        try
        {
            StartServer();
            return text.ToString();
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidOperationException($"The portal did not start: {text}", error);
        }
        finally
        {
            Console.SetOut(screen);
            Console.SetError(errors);
        }
    }

    /// <summary>Time goes on, and the portal does by itself what is due by then.</summary>
    public async Task PassAsync(DateTimeOffset until)
    {
        Clock.GoTo(until);
        var (runner, bell, mail) = (Services.GetRequiredService<JobRunner>(), Services.GetRequiredService<JobBell>(), Services.GetRequiredService<MailBells>());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
        {
            bell.Ring();
            await Task.Delay(50, limit.Token);
        }
        while (await runner.NextDueAsync(limit.Token) <= Clock.Now());
        foreach (var lane in Enum.GetValues<MailLane>())
            mail.For(lane).Ring();
    }

    /// <summary>A command of the operator, beside the running portal.</summary>
    public async Task<string> CommandAsync(params string[] words)
    {
        await using var process = PortalProcess.Start(folder, null, words);
        Assert.True(await process.EndAsync(TimeSpan.FromSeconds(60)) == 0, process.Errors);
        return process.Output;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await sink.DisposeAsync();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        // Style sheets and scripts as they were built; only a published copy has them beside it.
        builder.UseStaticWebAssets();
        builder.UseSetting("urls", Address);
        builder.UseSetting("Site:PublicUrl", Address);
        builder.UseSetting("ConnectionStrings:UserGroups", $"Data Source={Path.Combine(folder, "portal.db")}");
        builder.UseSetting("Files:Path", Path.Combine(folder, "files"));
        builder.UseSetting("Mail:Transport", "Smtp");
        builder.UseSetting("Mail:From", "groups@example.com");
        builder.UseSetting("Mail:Journal", Path.Combine(folder, "journal"));
        builder.UseSetting("Mail:Smtp:Host", "127.0.0.1");
        builder.UseSetting("Mail:Smtp:Port", sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        builder.UseSetting("Mail:Smtp:Security", "None");
        builder.UseSetting("Serilog:MinimumLevel", "Warning");
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }
}
