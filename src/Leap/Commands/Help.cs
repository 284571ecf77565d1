namespace Leap.Commands;

/// <summary>Lists the verbs.</summary>
public static class Help
{
    public const string Verb = "help";

    /// <summary>A line for each verb, which begins with it.</summary>
    public const string Text =
        """
        Leap. Without a verb it serves: web and jobs, until it is stopped.

          seed [--small]                    Fills an empty database with the demo programme, or a hundredth of it.
          import SUBJECT FILE [--dry-run]   Imports a CSV file; a dry run checks everything and keeps nothing.
          import ledger FILE                Fills an empty ledger from an export, all of it or nothing.
          export ledger FILE                Writes the whole ledger, with its hashes, as CSV.
          job NAME [--as-of yyyy-MM-dd]     Runs a job for a day, today by default, then sends the mails that are due.
          verify [--as-of yyyy-MM-dd]       Recomputes the ledger, as it stood at a day's end, and names the first difference.
          rebuild balances                  Computes the stored balances anew from the postings and says what differed.
          help                              Says this.

        Exit codes: 0 all was done; 1 something was refused, and why is on standard error; 2 wrong usage.
        """;

    private const int Width = 110;

    public static async Task WriteAsync(TextWriter writer, IEnumerable<ICommand> commands)
    {
        await writer.WriteLineAsync(Text.ReplaceLineEndings());
        foreach (var (title, names) in commands.Select(c => c.Choices).Where(c => c.Names.Count > 0))
        {
            await writer.WriteLineAsync();
            await WriteAsync(writer, title, names);
        }
    }

    private static async Task WriteAsync(TextWriter writer, string title, IReadOnlyList<string> names)
    {
        var line = title + ":";
        foreach (var (at, name) in names.Index())
        {
            var word = at == names.Count - 1 ? name + "." : name + ",";
            if (line.Length + 1 + word.Length > Width)
            {
                await writer.WriteLineAsync(line);
                line = new string(' ', title.Length + 1);
            }

            line += " " + word;
        }

        await writer.WriteLineAsync(line);
    }
}
