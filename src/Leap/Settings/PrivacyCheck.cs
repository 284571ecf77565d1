namespace Leap.Settings;

/// <summary>Finds what is wrong with how data is handed out and erased, each as a sentence that names the setting.</summary>
internal static class PrivacyCheck
{
    public static IEnumerable<string> Faults(PrivacySettings privacy)
    {
        if (privacy.ErasureCoolingDays is < 0 or > 30)
        {
            yield return "Leap__Privacy__ErasureCoolingDays must be from 0 to 30 days.";
        }

        if (privacy.DownloadRowsAtOnce is < 0 or > 1_000_000)
        {
            yield return "Leap__Privacy__DownloadRowsAtOnce must be from 0 to 1000000 rows.";
        }

        if (privacy.DownloadDays is < 1 or > 30)
        {
            yield return "Leap__Privacy__DownloadDays must be from 1 to 30 days.";
        }
    }
}
