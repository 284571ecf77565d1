namespace Leap.Settings;

/// <summary>How people and firms come into the programme, and how they leave it.</summary>
public sealed record JoiningSettings
{
    /// <summary>Days that an invitation can be accepted.</summary>
    public int InvitationDays { get; init; } = 14;

    /// <summary>Hours that the link works that confirms an address of a firm's domain.</summary>
    public int LinkHours { get; init; } = 24;

    /// <summary>Days in which somebody who left their firm can still redeem (A1).</summary>
    public int RedemptionDays { get; init; } = 30;

    /// <summary>Largest file that can be uploaded to invite or import people, in megabytes.</summary>
    public int UploadMegabytesMax { get; init; } = 10;
}
