namespace Leap.Web.Hosting;

/// <summary>
/// What a page that takes files reads at most: above the largest setting, so that a file too large gets the page's own answer.
/// </summary>
public static class UploadLimit
{
    public const long Bytes = 27L * 1024 * 1024;
}
