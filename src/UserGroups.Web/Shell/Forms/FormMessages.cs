using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace UserGroups.Web.Shell;

/// <summary>
/// Gives every plain DataAnnotation a sentence from the texts. The framework translates only messages a form spells out;
/// this fills in the key where a form did not, so <c>[Required]</c> alone is enough everywhere. Dates and times are read as people write them.
/// </summary>
public sealed class FormMessages(IStringLocalizer<ShellTexts> texts) : IPostConfigureOptions<MvcOptions>, IValidationMetadataProvider, IBindingMetadataProvider
{
    public void PostConfigure(string? name, MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(this);
        options.ModelBinderProviders.Insert(0, new TypedDateBinders());
        Say(options.ModelBindingMessageProvider, texts);
    }

    /// <summary>What cannot be bound is said in the language of the form.</summary>
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (context.Key.ContainerType is not Type form || ReferenceEquals(ModuleTexts.Around(form, texts), texts))
            return;
        var messages = new DefaultModelBindingMessageProvider();
        Say(messages, ModuleTexts.Around(form, texts));
        context.BindingMetadata.ModelBindingMessageProvider = messages;
    }

    private static void Say(DefaultModelBindingMessageProvider messages, IStringLocalizer texts)
    {
        messages.SetValueIsInvalidAccessor(value => texts["FormValueInvalid", value]);
        messages.SetAttemptedValueIsInvalidAccessor((value, field) => texts["FormAttemptedInvalid", value, field]);
        messages.SetUnknownValueIsInvalidAccessor(field => texts["FormUnknownInvalid", field]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["FormValueInvalid", value]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["FormUnknown"]);
        messages.SetValueMustBeANumberAccessor(field => texts["FormNumber", field]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["FormUnknown"]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["FormMissing"]);
        messages.SetMissingBindRequiredValueAccessor(field => texts["FormRequired", field]);
        messages.SetMissingKeyOrValueAccessor(() => texts["FormMissing"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => texts["FormMissing"]);
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (SaysNothing(attribute) && KeyOf(attribute) is { } key)
                attribute.ErrorMessage = key;
        }
    }

    // An e-mail or web address rule reports its built-in English sentence as if somebody had written it.
    private static bool SaysNothing(ValidationAttribute attribute) =>
        attribute.ErrorMessageResourceName is null &&
        (attribute.ErrorMessage is null ||
         (attribute is EmailAddressAttribute && attribute.ErrorMessage == new EmailAddressAttribute().ErrorMessage) ||
         (attribute is UrlAttribute && attribute.ErrorMessage == new UrlAttribute().ErrorMessage));

    private static string? KeyOf(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute => "FormRequired",
        StringLengthAttribute { MinimumLength: > 0 } => "FormLengthBetween",
        StringLengthAttribute => "FormTooLong",
        MaxLengthAttribute => "FormTooLong",
        MinLengthAttribute => "FormTooShort",
        EmailAddressAttribute => "FormEmail",
        UrlAttribute => "FormUrl",
        RangeAttribute => "FormRange",
        CompareAttribute => "FormCompare",
        RegularExpressionAttribute => "FormPattern",
        _ => null,
    };
}
