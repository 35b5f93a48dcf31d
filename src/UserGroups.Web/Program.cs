using UserGroups.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
builder.Services.AddControllersWithViews();
builder.Services.AddShell();

var app = builder.Build();
app.Use((context, next) =>
{
    context.Response.OnStarting(() =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    });
    return next(context);
});
app.UseShellErrors();
app.UseRouting();
app.Use((context, next) =>
{
    if (app.Environment.IsDevelopment() && context.Request.Query["as"] is [{ } name, ..])
        context.User = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
            [new(System.Security.Claims.ClaimTypes.Name, name), new(System.Security.Claims.ClaimTypes.Role, "Administrator")], "query"));
    return next(context);
});
app.UseShell();
app.MapShell();
app.MapControllers().WithStaticAssets();
app.MapGet("/account/sign-in", () => Results.NotFound());
app.MapGet("/account/sign-up", () => Results.NotFound());
app.MapGet("/dev/status/{code:int}", (int code) => code == 500 ? throw new InvalidOperationException("Asked for.") : Results.StatusCode(code));
app.Run();

/// <summary>The portal's entry point, named so that tests can start it.</summary>
public partial class Program;
