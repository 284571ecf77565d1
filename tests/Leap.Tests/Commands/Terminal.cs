using Leap.Commands;
using Leap.Locales;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Leap.Tests.Commands;

/// <summary>The program at a command line, over a database of its own that no command has touched yet.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private readonly TestDatabase database = Engine.Sqlite.CreateEmpty();
    private readonly ServiceProvider services;

    public Terminal()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development });
        collection.AddSingleton<TimeProvider>(FixedClock.Start());
        collection.AddLeap(database.Settings);
        collection.AddLocales();
        collection.AddLeapCommands();
        services = collection.BuildServiceProvider();
    }

    public LeapSettings Settings => database.Settings;

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public bool HasDatabase => File.Exists(Path.Combine(database.Folder, "leap.db"));

    /// <summary>Null when the words hold no verb.</summary>
    public async Task<int?> RunAsync(params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await CommandLine.RunAsync(words, services, output, error, CancellationToken.None);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(database.Folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    public TService Get<TService>()
        where TService : notnull => services.CreateScope().ServiceProvider.GetRequiredService<TService>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
