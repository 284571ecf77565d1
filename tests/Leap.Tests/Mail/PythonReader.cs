using System.Diagnostics;
using System.Text.Json;
using Leap.Tests.Engines;

namespace Leap.Tests.Mail;

/// <summary>Python's <c>email</c>, which parses mails with nobody's code here.</summary>
internal static class PythonReader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The mails of a folder by their files' names without ending.</summary>
    public static async Task<Dictionary<string, Parsed>> ReadAsync(string folder)
    {
        var start = new ProcessStartInfo(Needs.Python)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList = { Checkout.At("tests/Leap.Tests/Mail/read_mails.py"), folder },
        };
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonSerializer.Deserialize<Dictionary<string, Parsed>>(answer, Json)!;
    }

    /// <param name="Id">Of the message, in its brackets.</param>
    /// <param name="Parts">Media type, letters' encoding, transfer encoding and content of each.</param>
    internal sealed record Parsed(
        string Id,
        string[] Headers,
        string Subject,
        string[][] From,
        string[][] To,
        string Language,
        string List,
        string Type,
        bool Dated,
        string[] Defects,
        string[][] Parts);
}
