using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Imports;

/// <summary>Keeps a file until its sender has looked at it. What nobody came back for in a day goes when the next one comes.</summary>
public sealed class KeepUpload(LeapDb db, Calendar calendar, LeapSettings settings)
{
    private const int KeptHours = 24;

    public enum Refusal
    {
        Empty,
        TooLarge,
    }

    public async Task<Outcome<Upload, Refusal>> RunAsync(
        long personId, string subject, (string Name, Stream Content) file, CancellationToken cancel)
    {
        var bytesMax = settings.Joining.UploadMegabytesMax * 1024L * 1024;
        if (file.Content.Length == 0 || file.Content.Length > bytesMax)
        {
            return file.Content.Length == 0 ? Refusal.Empty : Refusal.TooLarge;
        }

        using var content = new MemoryStream();
        await file.Content.CopyToAsync(content, cancel);
        var upload = new Upload
        {
            PersonId = personId,
            Subject = subject,
            FileName = NameOf(file.Name),
            Content = content.ToArray(),
            UploadedAt = calendar.Now,
        };
        var old = calendar.Now.AddHours(-KeptHours);
        await using var write = await db.BeginWriteAsync(cancel);
        await db.Uploads.Where(u => u.UploadedAt < old || (u.PersonId == personId && u.Subject == subject)).ExecuteDeleteAsync(cancel);
        db.Add(upload);
        await write.CommitAsync(cancel);
        return upload;
    }

    /// <summary>Without its folder and what nobody can see, never cut in the middle of a sign.</summary>
    private static string NameOf(string path)
    {
        var name = string.Concat(Path.GetFileName(path).Where(c => !char.IsControl(c)));
        if (name.Length <= Upload.NameMax)
        {
            return name;
        }

        return name[..(char.IsHighSurrogate(name[Upload.NameMax - 1]) ? Upload.NameMax - 1 : Upload.NameMax)];
    }
}
