namespace Leap.Terms;

/// <summary>The terms that ship with the program, in Markdown: what a manager begins with.</summary>
public static class BaselineTerms
{
    /// <summary>Empty in a language in which there are none.</summary>
    public static async Task<string> ReadAsync(string language, CancellationToken cancel)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "seed-data", "baseline", $"terms.{language}.md");
        return File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : "";
    }
}
