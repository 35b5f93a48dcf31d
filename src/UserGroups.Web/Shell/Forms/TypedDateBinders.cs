using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using UserGroups.Shared;

namespace UserGroups.Web.Shell;

/// <summary>Reads dates and times of forms as people type them (<see cref="TypedDate"/>) and says how to write one that cannot be read.</summary>
public sealed class TypedDateBinders : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new TypedDateBinder("FormDate", text => TypedDate.TryDate(text, CultureInfo.CurrentCulture, out var date) ? date : null)
        : context.Metadata.UnderlyingOrModelType == typeof(TimeOnly) ? new TypedDateBinder("FormTime", text => TypedDate.TryTime(text, out var time) ? time : null)
        : null;
}

internal sealed class TypedDateBinder(string wrong, Func<string, object?> read) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        var given = bindingContext.ValueProvider.GetValue(name);
        if (given == ValueProviderResult.None)
            return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(name, given);
        var text = given.FirstValue?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType)
                bindingContext.Result = ModelBindingResult.Success(null);
            else
                bindingContext.ModelState.TryAddModelError(name, bindingContext.ModelMetadata.ModelBindingMessageProvider.ValueMustNotBeNullAccessor(given.ToString()));
        }
        else if (read(text) is { } value)
        {
            bindingContext.Result = ModelBindingResult.Success(value);
        }
        else
        {
            var texts = bindingContext.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<ShellTexts>>();
            bindingContext.ModelState.TryAddModelError(name, ModuleTexts.Around(bindingContext.ModelMetadata.ContainerType, texts)[wrong, text]);
        }

        return Task.CompletedTask;
    }
}
