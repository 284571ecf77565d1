namespace Leap.Settings;

/// <summary>Finds what is wrong with how people join and leave, each as a sentence that names the setting.</summary>
internal static class JoiningCheck
{
    public static IEnumerable<string> Faults(JoiningSettings joining)
    {
        if (joining.InvitationDays is < 1 or > 90)
        {
            yield return "Leap__Joining__InvitationDays must be from 1 to 90 days.";
        }

        if (joining.LinkHours is < 1 or > 168)
        {
            yield return "Leap__Joining__LinkHours must be from 1 to 168 hours.";
        }

        if (joining.RedemptionDays is < 0 or > 365)
        {
            yield return "Leap__Joining__RedemptionDays must be from 0 to 365 days.";
        }

        if (joining.UploadMegabytesMax is < 1 or > 25)
        {
            yield return "Leap__Joining__UploadMegabytesMax must be from 1 to 25 megabytes.";
        }
    }
}
