namespace Leap.Tests.Locales;

/// <summary>Runs where the file of plural categories is: in the folder that LEAP_TEST_VECTORS names, else in `../shared/vectors` beside the repository.</summary>
public sealed class PluralVectorsFactAttribute : FactAttribute
{
    public PluralVectorsFactAttribute() => Skip = File.Exists(Path) ? null : $"{Path} is not there; LEAP_TEST_VECTORS names another folder";

    public static string Path { get; } = System.IO.Path.Combine(Folder(), "plurals.json");

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("LEAP_TEST_VECTORS") is { Length: > 0 } folder)
        {
            return folder;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root.Parent is { } parent && !File.Exists(System.IO.Path.Combine(root.FullName, "Leap.sln")))
        {
            root = parent;
        }

        return System.IO.Path.GetFullPath(System.IO.Path.Combine(root.FullName, "..", "shared", "vectors"));
    }
}
