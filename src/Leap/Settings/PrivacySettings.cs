namespace Leap.Settings;

/// <summary>How people get and remove what is stored about them.</summary>
public sealed record PrivacySettings
{
    /// <summary>Days between the wish to be erased and the erasure, in which it can be called off.</summary>
    public int ErasureCoolingDays { get; init; } = 7;

    /// <summary>Rows up to which a download is made while its person waits; a larger one is made by a job and announced by mail.</summary>
    public int DownloadRowsAtOnce { get; init; } = 20_000;

    /// <summary>Days that a download lies ready.</summary>
    public int DownloadDays { get; init; } = 7;
}
