using System.Globalization;
using Leap;
using Leap.Commands;
using Leap.Jobs;
using Leap.Keys;
using Leap.Settings;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Leap.Web.Localization;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var isServing = !CommandLine.HasVerb(args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = isServing ? args : [],

    // Started from elsewhere, the program still finds its own files.
    ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
});
var settings = SettingsCheck.Read(builder.Configuration.GetSection("Leap"), out var unreadable);
IReadOnlyList<string> faults =
    unreadable is null ? [.. SettingsCheck.Faults(settings), .. KeyCertificates.Faults(settings)] : [unreadable];
if (faults.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
    return 1;
}

builder.Services.AddLeap(settings);
builder.Services.AddLeapLocalization();
builder.Services.AddLeapAccess(settings);
builder.Services.AddLeapHealth();
builder.Services.AddLeapPages();
builder.Services.AddLeapHosting(settings);
builder.Services.AddLeapCommands();
if (isServing)
{
    builder.Services.AddLeapScheduler();
}
else
{
    builder.AddVerbs();
}

var app = builder.Build();
if (await app.RunVerbAsync(args) is { } exitCode)
{
    return exitCode;
}

if (!await app.PrepareAsync())
{
    return 1;
}

app.UseLeapConnection();
app.UseSecurityHeaders();
app.UseLeapFaults();
app.UseLeapAddress();
app.UseLeapFiles();
app.UseRouting();
app.UseLeapLimits();
app.UseLeapAccess();
app.UseLeapLocalization();
app.MapHealthPage();
app.MapRazorPages().RequireAuthorization();
Greeting.PrintWhenStarted(app);
await app.RunAsync();
return 0;

/// <summary>The entry point's class, named for tests that host the program.</summary>
public partial class Program;
