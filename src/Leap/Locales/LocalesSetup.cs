using Leap.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leap.Locales;

public static class LocalesSetup
{
    /// <summary>
    /// Registers <see cref="Languages"/>; strict everywhere but in Production. Needs <see cref="LeapSettings"/> to be registered.
    /// </summary>
    public static IServiceCollection AddLocales(this IServiceCollection services) =>
        services.AddSingleton(provider => Languages.Load(
            provider.GetRequiredService<LeapSettings>(),
            strict: !provider.GetRequiredService<IHostEnvironment>().IsProduction(),
            provider.GetRequiredService<ILogger<Languages>>()));
}
