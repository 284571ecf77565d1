using Leap.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Keys;

public static class KeySetup
{
    /// <summary>Keys of the framework's data protection in the database, encrypted where a certificate is given.</summary>
    public static IServiceCollection AddLeapKeys(this IServiceCollection services, LeapSettings settings)
    {
        var protection = services.AddDataProtection().SetApplicationName("leap");
        var certificates = KeyCertificates.Read(settings);
        if (certificates.Current is not null)
        {
            protection.ProtectKeysWithCertificate(certificates.Current);
        }

        protection.UnprotectKeysWithAnyCertificate([.. certificates.Retired]);
        services.AddSingleton<KeyTable>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyTable>((options, table) => options.XmlRepository = table);
        services.AddScoped<PrepareKeys>();
        return services;
    }
}
