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

    public static MailDocument Compose(MailSample sample, Locale locale) => Kinds.Read(sample.Kind, sample.Body).Compose(locale);
}
