using System.Security.Cryptography;

namespace Leap.Mail.Bounces;

/// <summary>
/// Where bounces lie: a maildir, if it has a folder `new`, whose mails go on to `cur`; or a folder of `.eml` files, which go on to `read`.
/// What can't be read goes to `unreadable`.
/// </summary>
internal sealed class BounceFolder(string path)
{
    private bool IsMaildir => Directory.Exists(Path.Combine(path, "new"));

    /// <summary>At most so many, by their names, which ascend as they arrive. Throws when the folder is not there.</summary>
    public IReadOnlyList<FileInfo> Waiting(int most)
    {
        var folder = new DirectoryInfo(IsMaildir ? Path.Combine(path, "new") : path);
        return [.. folder.EnumerateFiles(IsMaildir ? "*" : "*.eml").OrderBy(f => f.Name, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Its beginning, and a fingerprint of all that decides what comes of it.</summary>
    public static async Task<(byte[] Content, string Fingerprint)> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        await using var stream = file.OpenRead();
        var length = stream.Length;
        var content = new byte[Math.Min(length, BounceReader.BytesMax)];
        var read = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancel);
        Array.Resize(ref content, read);
        var hash = SHA256.HashData([.. SHA256.HashData(content), .. BitConverter.GetBytes(length)]);
        return (content, Convert.ToHexStringLower(hash));
    }

    /// <summary>Throws when another node has put it away: what it says was recorded once.</summary>
    /// <param name="unreadable">The report's short name for a file that can't be read; null for all others.</param>
    public void PutAway(FileInfo file, string? unreadable)
    {
        var (folder, name) = unreadable is not null ? ("unreadable", unreadable + ".eml")
            : IsMaildir ? ("cur", file.Name.Contains(":2,", StringComparison.Ordinal) ? file.Name : file.Name + ":2,S")
            : ("read", file.Name);
        Directory.CreateDirectory(Path.Combine(path, folder));
        file.MoveTo(Path.Combine(path, folder, name), overwrite: true);
    }

    /// <summary>What was put away and last written before the moment goes: bounces name people whom an erasure can't find there.</summary>
    public void Forget(DateTime before)
    {
        var folders = ((string[])["cur", "read", "unreadable"]).Select(name => new DirectoryInfo(Path.Combine(path, name)));
        foreach (var file in folders.Where(f => f.Exists).SelectMany(f => f.EnumerateFiles()).Where(f => f.LastWriteTimeUtc < before))
        {
            file.Delete();
        }
    }
}
