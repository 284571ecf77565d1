namespace Leap.Settings;

/// <summary>Finds what is wrong with how people sign in, each as a sentence that names the setting.</summary>
internal static class AccessCheck
{
    public static IEnumerable<string> Faults(AccessSettings access)
    {
        if (access.PostsPerMinute is < 1 or > 10_000)
        {
            yield return "Leap__Access__PostsPerMinute must be from 1 to 10000 forms.";
        }

        var openId = access.OpenId;
        if (!openId.IsOn)
        {
            yield break;
        }

        if (!IsSafe(openId.Authority))
        {
            yield return "Leap__Access__OpenId__Authority must be an address that begins with https:// (http:// on this machine alone).";
        }

        if (openId.ClientId.Length == 0 || openId.Name.Length == 0)
        {
            yield return "Leap__Access__OpenId__ClientId and Leap__Access__OpenId__Name must not be empty when there is an authority.";
        }

        var hasFile = openId.ClientSecretFile.Length > 0 && File.Exists(openId.ClientSecretFile);
        if (openId.ClientSecret.Length > 0 == hasFile)
        {
            yield return "Leap__Access__OpenId__ClientSecret, or Leap__Access__OpenId__ClientSecretFile that names a file, must be given: "
                + "one of them.";
        }
    }

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));
}
