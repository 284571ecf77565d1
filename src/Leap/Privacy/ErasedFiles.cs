using Leap.Mail;
using Leap.Settings;

namespace Leap.Privacy;

/// <summary>Removes files of the data folder that hold a person: their mails, their download, reports of imports that quote them.</summary>
public sealed class ErasedFiles(LeapSettings settings)
{
    private static readonly string[] Quoting = ["imports", "demo"];

    public void Remove(Leaver leaver)
    {
        foreach (var mail in leaver.MailFiles)
        {
            Delete(Path.Combine(MailFiles.Folder(settings), mail + ".eml"));
        }

        Delete(ExportFile.PathOf(settings, leaver.PersonId));
        foreach (var folder in Quoting.Select(f => new DirectoryInfo(Path.Combine(settings.DataFolder, f))).Where(f => f.Exists))
        {
            foreach (var file in folder.EnumerateFiles("*.csv", SearchOption.AllDirectories))
            {
                if (Quotes(file, leaver.Traces))
                {
                    file.Delete();
                }
            }
        }
    }

    /// <summary>The folder need not be there either.</summary>
    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static bool Quotes(FileInfo file, IReadOnlyList<string> traces) =>
        File.ReadLines(file.FullName).Any(line => traces.Any(trace => line.Contains(trace, StringComparison.OrdinalIgnoreCase)));
}
