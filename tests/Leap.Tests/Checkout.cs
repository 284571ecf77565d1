namespace Leap.Tests;

/// <summary>The checkout that these tests were built from, found by walking up to `Leap.sln`.</summary>
internal static class Checkout
{
    private static readonly string[] Generated = ["bin", "obj", "data", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string At(string path) => Path.Combine(Root, path);

    public static bool Has(string path) => Path.Exists(At(path));

    /// <summary>Whether the path leads to what building or running makes, and so to nothing in a fresh clone.</summary>
    public static bool IsMade(string path) => path.Split('/').Intersect(Generated, StringComparer.Ordinal).Any();

    public static string Read(string path) => File.ReadAllText(At(path));

    /// <summary>
    /// The files under <paramref name="folder"/>, by path from the root with forward slashes; without what the build makes.
    /// </summary>
    public static IReadOnlyList<string> Files(string folder, params string[] extensions)
    {
        if (!Directory.Exists(At(folder)))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(At(folder), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(path => extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
                .Where(path => !IsMade(path))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Leap.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Leap.sln above {start}: run the tests from a checkout.");
    }
}
