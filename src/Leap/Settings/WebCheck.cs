namespace Leap.Settings;

/// <summary>Finds what is wrong with <see cref="WebSettings"/>, for <see cref="SettingsCheck"/>.</summary>
internal static class WebCheck
{
    public static IEnumerable<string> Faults(WebSettings web)
    {
        foreach (var proxy in WebSettings.Parts(web.TrustedProxies))
        {
            if (WebSettings.FindNetwork(proxy) is not { } network)
            {
                yield return $"Leap__Web__TrustedProxies must list addresses and networks such as 10.0.0.0/8; {proxy} is neither.";
            }
            else if (network.PrefixLength == 0)
            {
                yield return $"Leap__Web__TrustedProxies must not trust everyone, as {proxy} does.";
            }
        }

        foreach (var host in WebSettings.Parts(web.Hosts).Where(h => Uri.CheckHostName(h) == UriHostNameType.Unknown))
        {
            yield return $"Leap__Web__Hosts must list host names without a port; {host} is none.";
        }

        if (web.HstsDays is < 0 or > 3_650)
        {
            yield return "Leap__Web__HstsDays must be from 0 to 3650 days.";
        }

        if (web.BodyKilobytes is < 16 or > 102_400)
        {
            yield return "Leap__Web__BodyKilobytes must be from 16 to 102400 kilobytes.";
        }

        if (web.RequestsPerMinute < 10)
        {
            yield return "Leap__Web__RequestsPerMinute must be 10 requests or more.";
        }

        if (web.Connections < 10)
        {
            yield return "Leap__Web__Connections must be 10 or more.";
        }

        if (web.TimeoutSeconds is < 5 or > 600)
        {
            yield return "Leap__Web__TimeoutSeconds must be from 5 to 600 seconds.";
        }
    }
}
