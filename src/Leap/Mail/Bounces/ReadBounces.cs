using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.Extensions.Logging;

namespace Leap.Mail.Bounces;

/// <summary>
/// Reads the mails that came back, one file after the other. A file that can't be read holds up no other; what came of each is a
/// <see cref="BounceReport"/>, and the files themselves go after 30 days. Nothing is read where the settings name no folder; throws when
/// the folder is not there.
/// </summary>
public sealed class ReadBounces(RecordBounce record, Calendar calendar, LeapSettings settings, ILogger<ReadBounces> log)
{
    /// <summary>Files of one run, so that it ends and is seen to end; the next one goes on.</summary>
    private const int FilesMax = 1_000;

    /// <returns>How many files were read for the first time.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (settings.Mail.BounceFolder.Length == 0)
        {
            return 0;
        }

        var folder = new BounceFolder(settings.Mail.BounceFolder);
        var read = 0;
        foreach (var file in folder.Waiting(FilesMax))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                read += await ReadAsync(folder, file, cancel) ? 1 : 0;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || Race.IsWhy(fault))
            {
                // It stays for the next run. The name of a file, and the fault that holds it, may say whose mail it was.
                log.LogWarning("A file of bounces was left for later: {Fault}", fault.GetType().Name);
            }
        }

        folder.Forget(calendar.Now.AddDays(-RecordBounce.SoftDays));
        return read;
    }

    private async Task<bool> ReadAsync(BounceFolder folder, FileInfo file, CancellationToken cancel)
    {
        var (content, fingerprint) = await BounceFolder.ReadAsync(file, cancel);
        var reading = BounceReader.Read(content);
        var report = await record.RunAsync(reading, fingerprint, cancel);
        folder.PutAway(file, reading.Result == BounceResult.Unreadable ? BounceReport.NameOf(fingerprint) : null);
        return report is not null;
    }
}
