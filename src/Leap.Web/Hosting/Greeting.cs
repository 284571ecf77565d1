using Leap.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Leap.Web.Hosting;

/// <summary>Prints where the program is and how to sign in, once it answers.</summary>
public static class Greeting
{
    public static void PrintWhenStarted(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var settings = app.Services.GetRequiredService<LeapSettings>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine();
        Console.WriteLine($"  {settings.Programme.Name} is ready at {string.Join(" and ", addresses)}");
        Console.WriteLine(app.Environment.IsDevelopment()
            ? "  Sign in there with one tap as a seller, a firm admin or a programme manager; sent mails are under /development/mail."
            : "  People sign in with a password, a passkey or a link that is mailed to them.");
        Console.WriteLine();
    });
}
