using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

/// <summary>What an error page shows. <see cref="Sentence"/> says why when somebody knew; the page itself says what to do.</summary>
public sealed record ErrorPage(int Status, string Title, string Sentence, string WhatNow, string RequestId, string? Details);

/// <summary>
/// Draws the page of a failed request in place, without running the pipeline again: a second run would authenticate, count
/// against limits and write to the log twice, and after a broken database it would fail twice.
/// </summary>
public sealed class ErrorPages(
    IStringLocalizer<ShellTexts> texts,
    IModelMetadataProvider metadata,
    IOptions<RequestLocalizationOptions> languages,
    EndpointDataSource endpoints,
    IHostEnvironment environment,
    ILogger<ErrorPages> log)
{
    private static readonly HashSet<int> Known = [400, 403, 404, 409, 422, 429, 500];

    private ResourceAssetCollection? assets;

    public async Task WriteAsync(HttpContext context)
    {
        var language = await LanguageAsync(context);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language.Culture, language.UICulture);
        var page = Describe(context);
        context.Response.Headers.CacheControl = "no-store";
        if (WantsJson(context.Request))
        {
            await ProblemOf(page, context).ExecuteAsync(context);
            return;
        }
        try
        {
            await DrawAsync(context, page);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // The page about a failure must not fail: whatever broke the view, this needs nothing but the response.
            log.LogError(error, "The error page for {Status} could not be drawn", page.Status);
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"{page.Title}\n\n{page.Sentence} {page.WhatNow}\n{page.RequestId}\n");
        }
    }

    private ErrorPage Describe(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var kind = Known.Contains(status) ? status.ToString(CultureInfo.InvariantCulture) : status >= 500 ? "500" : "400";
        var why = context.Items[Explanation.Key] as string;
        var error = environment.IsDevelopment() ? context.Features.Get<IExceptionHandlerFeature>()?.Error : null;
        return new ErrorPage(status, texts[$"Error{kind}Title"], why ?? texts[$"Error{kind}Why"], texts[$"Error{kind}WhatNow"], context.TraceIdentifier, error?.ToString());
    }

    private Task DrawAsync(HttpContext context, ErrorPage page)
    {
        KeepFingerprints(context);
        // Accounts, brand and session may be what is broken, so the 500 page asks none of them.
        var view = page.Status >= 500 ? "/Shell/Views/Errors/Plain.cshtml" : "/Shell/Views/Errors/Page.cshtml";
        var data = new ViewDataDictionary<ErrorPage>(metadata, new ModelStateDictionary()) { Model = page };
        var result = new ViewResult { ViewName = view, ViewData = data, StatusCode = page.Status };
        var action = new ActionContext(context, context.GetRouteData() ?? new Microsoft.AspNetCore.Routing.RouteData(), new ActionDescriptor());
        return context.RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>().ExecuteAsync(action, result);
    }

    // Tag helpers find the fingerprinted names on the endpoint, and a failed request may have none.
    private void KeepFingerprints(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() is not null)
            return;
        assets ??= endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<ResourceAssetCollection>()).FirstOrDefault(a => a is not null);
        // The collection is itself a sequence of objects; only inside an array is it one piece of metadata.
        if (assets is not null)
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection((object[])[assets]), "Error page"));
    }

    // Outside the localisation middleware (or before it ran) the language is that of the browser alone.
    private async Task<RequestCulture> LanguageAsync(HttpContext context)
    {
        if (context.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } chosen)
            return chosen;
        var asked = await new AcceptLanguageHeaderRequestCultureProvider().DetermineProviderCultureResult(context);
        var language = asked?.UICultures.Select(c => c.Value).FirstOrDefault(c => languages.Value.SupportedUICultures!.Any(s => IsUnder(c, s.Name)));
        return language is null ? languages.Value.DefaultRequestCulture : new RequestCulture(language.Split('-')[0]);
    }

    private static bool IsUnder(string? asked, string language) =>
        asked is not null && (asked.Equals(language, StringComparison.OrdinalIgnoreCase) || asked.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase));

    private static bool WantsJson(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return true;
        var accepted = request.GetTypedHeaders().Accept;
        double Weight(Func<string, bool> type) => accepted.Where(a => type(a.MediaType.Value ?? "")).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Weight(t => t is "application/json" or "application/problem+json") > Weight(t => t is "text/html" or "application/xhtml+xml");
    }

    private static IResult ProblemOf(ErrorPage page, HttpContext context) => Results.Problem(
        title: page.Title,
        detail: $"{page.Sentence} {page.WhatNow}",
        statusCode: page.Status,
        instance: context.Request.Path,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["requestId"] = page.RequestId });
}

/// <summary>Lets an action say why it refuses; the error page shows that sentence in place of the general one.</summary>
public static class Explanation
{
    internal static readonly object Key = new();

    public static void Explain(this HttpContext context, string sentence) => context.Items[Key] = sentence;
}
