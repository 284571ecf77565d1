using Microsoft.Extensions.DependencyInjection;

namespace Leap.Imports;

public static class ImportSetup
{
    /// <summary>Registers an import under its own type and among all <see cref="IImport"/>s, which stand in the order of their registration.</summary>
    public static IServiceCollection AddImport<TImport>(this IServiceCollection services)
        where TImport : class, IImport => services
        .AddScoped<TImport>()
        .AddScoped<IImport>(provider => provider.GetRequiredService<TImport>());
}
