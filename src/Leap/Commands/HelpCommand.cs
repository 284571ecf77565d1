namespace Leap.Commands;

/// <summary>Lists the verbs.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    private const int Width = 100;
    private const string Indent = "      ";

    public static async Task WriteAsync(TextWriter writer, IEnumerable<ICommand> commands)
    {
        await writer.WriteLineAsync("Leap. Without a verb it serves: web and jobs, until it is stopped.");
        await writer.WriteLineAsync();
        foreach (var command in commands)
        {
            await writer.WriteLineAsync($"  {command.Name} {command.Usage}".TrimEnd());
            await WrapAsync(writer, command.Purpose);
        }

        await writer.WriteLineAsync($"  {Name}");
        await WrapAsync(writer, "Says this.");
        await writer.WriteLineAsync();
        await writer.WriteLineAsync("Exit codes: 0 all was done; 1 something was refused, and why is on standard error; 2 wrong usage.");
    }

    private static async Task WrapAsync(TextWriter writer, string text)
    {
        var line = Indent;
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                await writer.WriteLineAsync(line.TrimEnd());
                line = Indent;
            }

            line += word + " ";
        }

        await writer.WriteLineAsync(line.TrimEnd());
    }
}
