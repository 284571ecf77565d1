using Leap.Locales;
using Leap.Mail;
using Leap.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Mail;

/// <summary>Every registered kind of mail with its samples, as the relay would make them.</summary>
internal static class Samples
{
    public static Languages Languages { get; } = Languages.Load();

    public static LeapSettings Settings { get; } = new()
    {
        PublicUrl = "https://leap.example",
        Programme = new ProgrammeSettings { Name = MailSample.Programme, Vendor = "Halden Systems" },
        Mail = new MailSettings { From = "ascend@halden.example" },
    };

    public static MailKinds Kinds { get; } = new(
        new ServiceCollection().AddLeap(Settings)
            .Where(s => s.ServiceType == typeof(MailKind))
            .Select(s => (MailKind)s.ImplementationInstance!));

    public static TheoryData<string, string> KindsAndLanguages()
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in Kinds.Names)
        {
            foreach (var locale in Languages.All)
            {
                data.Add(kind, locale.Code);
            }
        }

        return data;
    }

    public static IReadOnlyList<MailSample> Of(string kind) => Kinds.All.Single(k => k.Name == kind).Samples;

    /// <summary>A message as it is owed to somebody who has an account, and writes in the script of the language.</summary>
    public static Message Message(MailSample sample, string language) => new()
    {
        Key = $"{sample.Kind}/{sample.Name}/{language}",
        Kind = sample.Kind,
        PersonId = 4711,
        ToName = language switch { "ar" => "عمر الحداد", "zh-Hans" => "王伟", _ => MailSample.Reader },
        ToAddress = "zofia@reseller.example",
        Language = language,
        Priority = 5,
        Body = sample.Body,
        HeaderId = $"{sample.Kind}.{language}@leap.example",
        CreatedAt = new DateTime(2026, 11, 22, 9, 30, 0, DateTimeKind.Utc),
        DueAt = default,
    };

    /// <summary>With the links that the kind's readers have, under a secret that stays.</summary>
    public static MailFrame Frame(MailSample sample, string language) => MailFrame.For(Languages.For(language), Settings) with
    {
        Links = MailLinks.For(Message(sample, language), Kinds.ChoiceOf(sample.Kind), Seal),
    };

    public static MailSeal Seal { get; } = new([new byte[32]]);

    public static MailDocument Compose(MailSample sample, Locale locale) => Kinds.Read(sample.Kind, sample.Body).Compose(locale);
}
