using Microsoft.Extensions.DependencyInjection;

namespace Leap.Imports;

public static class ImportSetup
{
    /// <summary>Registers an import under its own type and among all <see cref="IImport"/>s, in that order.</summary>
    public static IServiceCollection AddImport<TImport>(this IServiceCollection services)
        where TImport : class, IImport => services
        .AddScoped<TImport>()
        .AddScoped<IImport>(provider => provider.GetRequiredService<TImport>());
}
