using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>
/// What is configured outside the portal, checked at start. A problem names the key, never the value of one that may hold a secret.
/// Mail has its own part (<c>Mail:…</c>).
/// </summary>
public sealed record PortalConfiguration(
    DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize, SiteAddress Site, string FilesPath, IReadOnlyList<string> TrustedProxies)
{
    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static PortalConfiguration Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new ConfigurationReader(configuration);
        reader.OnlyKnown("Database", "Provider", "MaxBatchSize");
        reader.OnlyKnown("Site", "PublicUrl");
        reader.OnlyKnown("Files", "Path");
        reader.OnlyKnown("Proxy", "Trusted");
        reader.OnlyKnown("ConnectionStrings", "UserGroups");
        var provider = reader.OneOf("Database:Provider", DatabaseProvider.Sqlite);
        var result = new PortalConfiguration(
            provider,
            ReadConnection(reader, provider, environment),
            reader.WholeNumber("Database:MaxBatchSize", 1, 1000),
            new SiteAddress(ReadPublicUrl(reader, environment)),
            Path.GetFullPath(reader.Text("Files:Path", "App_Data/files", 500), environment.ContentRootPath),
            reader.Networks("Proxy:Trusted"));
        reader.ThrowIfWrong();
        return result;
    }

    private static Uri ReadPublicUrl(ConfigurationReader reader, IHostEnvironment environment)
    {
        const string key = "Site:PublicUrl";
        var text = reader.Text(key, "http://localhost:5080", 300);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            reader.Wrong(key, "must be the address people use, such as https://groups.example.com, without a path");
        else if (environment.IsProduction() && url.Scheme == "http" && !url.IsLoopback)
            reader.Wrong(key, "must begin with https:// in Production: sign-in cookies are only sent over https");
        return url ?? new Uri("http://localhost:5080");
    }

    private static string ReadConnection(ConfigurationReader reader, DatabaseProvider provider, IHostEnvironment environment)
    {
        const string key = "ConnectionStrings:UserGroups";
        var text = reader.Text(key, provider == DatabaseProvider.Sqlite ? "Data Source=App_Data/usergroups.db" : "", 2000);
        if (text.Length == 0)
            reader.Wrong(key, "must be set when Database:Provider is SqlServer");
        try
        {
            if (provider == DatabaseProvider.SqlServer)
                return new SqlConnectionStringBuilder(text).ToString();
            var sqlite = new SqliteConnectionStringBuilder(text);
            if (sqlite.DataSource.Length == 0)
                reader.Wrong(key, "must name the file: Data Source=App_Data/usergroups.db");
            else if (sqlite.DataSource != ":memory:")
                sqlite.DataSource = Path.GetFullPath(sqlite.DataSource, environment.ContentRootPath);
            return sqlite.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception may quote the string, which may hold a password.
            reader.Wrong(key, $"is not a connection string for {provider}");
            return "";
        }
    }
}

/// <summary>The configuration is wrong; the message has one line per key.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
