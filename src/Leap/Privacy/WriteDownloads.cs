using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// Writes the downloads that were asked for and mails each person the link, and removes those whose time is over. A file that was written
/// before a crash is written again.
/// </summary>
public sealed class WriteDownloads(
    LeapDb db, PersonalFile personalFile, Outbox outbox, Languages languages, Calendar calendar, LeapSettings settings)
{
    /// <returns>How many downloads were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await RemoveOldAsync(cancel);
        var asked = await db.DataExports.AsNoTracking().Where(e => e.WrittenAt == null).OrderBy(e => e.Id).ToListAsync(cancel);
        foreach (var export in asked)
        {
            await WriteAsync(export, cancel);
        }

        return asked.Count;
    }

    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private async Task WriteAsync(DataExport export, CancellationToken cancel)
    {
        var path = ExportFile.PathOf(settings, export.PersonId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            await personalFile.WriteZipAsync(file, export.PersonId, languages.For(export.Language), cancel);
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == export.PersonId, cancel);
        var until = calendar.Now.AddDays(settings.Privacy.DownloadDays);
        await db.DataExports.Where(e => e.Id == export.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(e => e.WrittenAt, calendar.Now)
                .SetProperty(e => e.UntilAt, until)
                .SetProperty(e => e.SecretHash, Hash(secret)),
            cancel);
        outbox.Owe(
            new DownloadReadyMail { Name = person.Name, Secret = secret, UntilOn = calendar.DayOf(until) },
            person.ToRecipient(),
            $"download/{export.Id}");
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task RemoveOldAsync(CancellationToken cancel)
    {
        var now = calendar.Now;
        var old = await db.DataExports.AsNoTracking().Where(e => e.UntilAt < now).ToListAsync(cancel);
        if (old.Count == 0)
        {
            return;
        }

        foreach (var path in old.Select(e => ExportFile.PathOf(settings, e.PersonId)).Where(File.Exists))
        {
            File.Delete(path);
        }

        var ids = old.ConvertAll(e => e.Id);
        await using var write = await db.BeginWriteAsync(cancel);
        await db.DataExports.Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }
}
