using System.Security.Cryptography;

namespace Leap.Web.Hosting;

/// <summary>What scripts of one response must carry to run: new for each, so that what was written into a page can't.</summary>
public sealed class Nonce
{
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}
