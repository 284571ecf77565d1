using Microsoft.AspNetCore.Http.HttpResults;

namespace Leap.Web.Hosting;

/// <summary>The one place that decides where an address that came with a request may lead: to pages of ours, never elsewhere.</summary>
public static class LocalAddress
{
    private const string Base = "http://here";

    private static readonly string[] Suspects = ["//", "/\\", "/%2f", "/%5c"];

    /// <summary>
    /// The path and query, in the letters that a header can hold; the start page when there is none, or it could lead to another host.
    /// </summary>
    public static string Of(string? typed)
    {
        var isPath = RedirectHttpResult.IsLocalUrl(typed) && typed!.StartsWith('/') && !typed.Contains('\\', StringComparison.Ordinal);
        if (!isPath || IsSuspect(typed!))
        {
            return "/";
        }

        var path = Uri.TryCreate(Base + typed, UriKind.Absolute, out var address) ? address.PathAndQuery : "/";
        return IsSuspect(path) ? "/" : path;
    }

    /// <summary>What some browser or proxy takes for the beginning of a host's name.</summary>
    private static bool IsSuspect(string path) => Suspects.Any(s => path.StartsWith(s, StringComparison.OrdinalIgnoreCase));
}
