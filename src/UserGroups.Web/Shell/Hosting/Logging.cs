using Serilog;
using Serilog.Events;

namespace UserGroups.Web.Shell;

/// <summary>Serilog from the section <c>Serilog</c>; without one, readable lines on the console.</summary>
public static class Logging
{
    public static void AddPortalLog(this WebApplicationBuilder builder)
    {
        var settings = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Says at every first start that keys lie unencrypted in the database; docs/operations.md says what follows from that.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .Enrich.FromLogContext();
        try
        {
            settings.ReadFrom.Configuration(builder.Configuration);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new ConfigurationException($"Serilog (environment: Serilog__…) cannot be read: {error.Message}");
        }

        if (!builder.Configuration.GetSection("Serilog:WriteTo").Exists())
            settings.WriteTo.Sink(new ConsoleLines(Console.Out));
        builder.Logging.ClearProviders();
        // The request log says what this one would, and a scope and an activity for every request are the dearest part of a page from the cache.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddSerilog(settings.CreateLogger(), dispose: true);
    }
}
