using Leap.Commands;
using Leap.Data;
using Leap.Keys;
using Leap.Locales;
using Leap.Seeding;
using Leap.Settings;

namespace Leap.Web.Hosting;

/// <summary>What stands between the start and the first answer: the schema, and the demo where it is wanted.</summary>
internal static partial class FirstStart
{
    /// <summary>False when the locale files or the database can't be used; why is on standard error then.</summary>
    public static async Task<bool> PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        try
        {
            services.GetRequiredService<Languages>();
            await services.GetRequiredService<Upgrade>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<PrepareKeys>().RunAsync(CancellationToken.None);
            WarnOfPlainKeys(app);
            if (services.GetRequiredService<LeapSettings>().Demo)
            {
                var clock = services.GetRequiredService<TimeProvider>();
                var output = new Output(Console.Out, Console.Error, !Console.IsOutputRedirected, clock);
                await services.GetRequiredService<SeedCommand>().PlayAsync(DemoSize.Full, output, CancellationToken.None);
            }

            return true;
        }
        catch (Exception e) when (e is DatabaseException or InvalidDataException || Upgrade.Explain(e) is not null)
        {
            await Console.Error.WriteLineAsync(Upgrade.Explain(e) ?? e.Message);
            return false;
        }
    }

    private static void WarnOfPlainKeys(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<LeapSettings>();
        if (settings.Access.KeyCertificate.Length == 0 && (settings.UsesPostgres || app.Environment.IsProduction()))
        {
            LogPlainKeys(app.Logger);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The keys that protect sign-ins lie in the database unencrypted: who can read its table "
        + "data_protection_keys, or a backup of it, can sign in as anybody. Set Leap__Access__KeyCertificate.")]
    private static partial void LogPlainKeys(ILogger log);
}
