using UserGroups.Accounts;
using UserGroups.Announcements;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Places;
using UserGroups.Programme;
using UserGroups.Sponsorship;
using UserGroups.Web.Accounts;
using UserGroups.Web.Announcements;
using UserGroups.Web.Chapters;
using UserGroups.Web.Commands;
using UserGroups.Web.Mail;
using UserGroups.Web.Events;
using UserGroups.Web.Shell;
using UserGroups.Web.Sponsorship;
using UserGroups.Web.Staff;

try
{
    var builder = WebApplication.CreateBuilder(Startup.Options(args));
    builder.AddPortalLog();
    var portal = PortalConfiguration.Read(builder.Configuration, builder.Environment);
    var mail = MailConfiguration.Read(builder.Configuration, builder.Environment);
    builder.AddFoundation(portal with { Site = portal.Site with { Sender = mail.Sender.Address } });
    builder.Services.AddShell();
    builder.Services.AddPublicPages(portal.Provider);
    builder.Services.AddBrand();
    builder.Services.AddStaff();
    builder.Services.AddMail(mail).AddMailWeb();
    builder.Services.AddPlaces();
    builder.Services.AddAccounts();
    builder.Services.AddAccountsWeb(builder.Configuration, builder.Environment);
    builder.Services.AddChapters().AddEvents().AddSponsorship().AddAnnouncements().AddProgramme();
    builder.Services.AddChaptersWeb();
    builder.Services.AddEventsWeb();
    builder.Services.AddSponsorshipWeb();
    builder.Services.AddFulfilmentWeb();
    builder.Services.AddAnnouncementsWeb();
    builder.Services.AddCommands(builder.Environment);
    if (!CommandLine.IsCommand(args))
        builder.Services.AddHostedService<JobClock>().AddHostedService<MailDispatch>();

    await using var app = builder.Build();
    if (CommandLine.IsCommand(args))
        return await CommandLine.RunAsync(app.Services, args);

    // The database is made ready while the pipeline is put together: neither needs the other, and each takes a good part of the start.
    var database = Task.Run(async () =>
    {
        await app.Services.PrepareDatabaseAsync();
        await app.PlayDemoIfEmptyAsync();
        await app.PrepareAccountsAsync();
    });
    app.UseForwardedHeaders();
    app.UseSecurityHeaders();
    app.UseMiddleware<RequestLog>();
    app.UseCookiePolicy();
    app.UseShellErrors();
    app.UseHeadRequests();
    app.UseRouting();
    app.UseRateLimiter();
    app.UsePublicPages();
    app.UseAuthentication();
    app.UseShell();
    app.UseAuthorization();
    app.MapShell();
    app.MapHealth();
    // Signed-in is the default: a public page says [AllowAnonymous]. An address that does not exist stays 404 for everybody.
    app.MapControllers().RequireAuthorization().WithStaticAssets();
    await database;
    app.WarnWithoutAssets();
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (error is ConfigurationException or SchemaException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
catch (Exception error) when (StartProblems.SentenceOf(error) is string sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{error.Message} Another program listens there; stop it, or choose another address with --urls http://localhost:5090.");
    return 1;
}

/// <summary>Visible to the tests, which start the site in their own process.</summary>
public partial class Program;
