using System.Data.Common;
using System.Net.Sockets;

namespace UserGroups.Web.Shell;

/// <summary>What the world outside does to a start, in a sentence for who started it; what only a programmer can mend keeps its stack.</summary>
public static class StartProblems
{
    /// <summary>The sentence, or null when this is no problem of the surroundings. Never quotes a connection string.</summary>
    public static string? SentenceOf(Exception error) => error switch
    {
        _ when error.GetBaseException() is DbException database =>
            $"The database cannot be used: {database.Message} ConnectionStrings:UserGroups (environment: ConnectionStrings__UserGroups) names it; its folder must be writable.",
        UnauthorizedAccessException or DirectoryNotFoundException => $"A file or folder cannot be used: {error.Message}",
        FormatException when error.StackTrace?.Contains("BindingAddress", StringComparison.Ordinal) == true =>
            $"urls (environment: ASPNETCORE_URLS) cannot be used: {error.Message} It looks like http://localhost:5080.",
        InvalidOperationException when error.StackTrace?.Contains("AddressBinder", StringComparison.Ordinal) == true =>
            $"urls (environment: ASPNETCORE_URLS) cannot be used: {error.Message}",
        _ when error.GetBaseException() is SocketException { SocketErrorCode: not SocketError.AddressAlreadyInUse } socket =>
            $"urls (environment: ASPNETCORE_URLS) cannot be listened on: {socket.Message}.",
        _ => null,
    };
}
