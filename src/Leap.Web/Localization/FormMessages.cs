using System.ComponentModel.DataAnnotations;
using Leap.Locales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Options;

namespace Leap.Web.Localization;

/// <summary>
/// Gives every fault that the framework finds in a form a text of ours: what can't be read as the field's type, and attributes that name
/// no key.
/// </summary>
internal sealed class FormMessages(CurrentLocale current) :
    IConfigureOptions<MvcDataAnnotationsLocalizationOptions>, IPostConfigureOptions<MvcOptions>, IValidationMetadataProvider
{
    /// <summary>These attributes bring their English text as if it had been asked for.</summary>
    private static readonly HashSet<string?> FrameworkTexts = new(StringComparer.Ordinal)
    {
        new EmailAddressAttribute().ErrorMessage,
        new PhoneAttribute().ErrorMessage,
        new UrlAttribute().ErrorMessage,
    };

    public void Configure(MvcDataAnnotationsLocalizationOptions options) =>
        options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Locale));

    public void PostConfigure(string? name, MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(this);
        var messages = options.ModelBindingMessageProvider;
        messages.SetMissingBindRequiredValueAccessor(_ => Text("error.required"));
        messages.SetMissingKeyOrValueAccessor(() => Text("error.required"));
        messages.SetMissingRequestBodyRequiredValueAccessor(() => Text("error.required"));
        messages.SetValueMustNotBeNullAccessor(_ => Text("error.required"));
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => Text("error.value"));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Text("error.value"));
        messages.SetUnknownValueIsInvalidAccessor(_ => Text("error.value"));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Text("error.value"));
        messages.SetValueIsInvalidAccessor(_ => Text("error.value"));
        messages.SetValueMustBeANumberAccessor(_ => Text("error.number"));
        messages.SetNonPropertyValueMustBeANumberAccessor(() => Text("error.number"));
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (attribute.ErrorMessage is null || FrameworkTexts.Contains(attribute.ErrorMessage))
            {
                attribute.ErrorMessage = KeyOf(attribute);
            }
        }
    }

    private static string KeyOf(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute => "error.required",
        StringLengthAttribute { MinimumLength: > 0 } => "error.length_between",
        StringLengthAttribute or MaxLengthAttribute => "error.length",
        MinLengthAttribute => "error.length_min",
        RangeAttribute => "error.range",
        EmailAddressAttribute => "error.email",
        UrlAttribute => "error.url",
        PhoneAttribute => "error.phone",
        CompareAttribute => "error.same",
        RegularExpressionAttribute => "error.form",
        _ => "error.value",
    };

    private string Text(string key) => current.Value[key];
}
