using Leap.Mail.Bounces;
using Leap.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Mail;

public static class MailSetup
{
    /// <summary>Registers the outbox and its relay; mail leaves by SMTP when a host is set, else into files.</summary>
    public static IServiceCollection AddLeapMail(this IServiceCollection services, LeapSettings settings)
    {
        services.AddScoped<Outbox>();
        services.AddScoped<RelayOutbox>();
        services.AddScoped<RetryMessage>();
        services.AddScoped<HeldMail>();
        services.AddScoped<RecordBounce>();
        services.AddScoped<ReadBounces>();
        services.AddScoped<LiftRest>();
        services.AddSingleton<MailKinds>();
        services.AddSingleton<SampleMails>();
        services.AddSingleton<MailSeals>();
        services.AddSingleton<Composer>();
        services.AddSingleton<MailBox>();
        return settings.Mail.Host.Length > 0
            ? services.AddSingleton<IMailTransport, Smtp>()
            : services.AddSingleton<IMailTransport, MailFiles>();
    }

    /// <summary>Makes a kind of mail known to the relay.</summary>
    public static IServiceCollection AddMail<TMail>(this IServiceCollection services)
        where TMail : IMail =>
        services.AddSingleton(new MailKind(TMail.Kind, typeof(TMail), TMail.Choice) { Samples = TMail.Samples });
}
