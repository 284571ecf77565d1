using System.Globalization;
using Leap.Settings;

namespace Leap.Privacy;

/// <summary>Where a download lies until it is fetched: one a person, in the data folder.</summary>
public static class ExportFile
{
    public static string PathOf(LeapSettings settings, long personId) =>
        Path.Combine(settings.DataFolder, "downloads", personId.ToString(CultureInfo.InvariantCulture) + ".zip");
}
