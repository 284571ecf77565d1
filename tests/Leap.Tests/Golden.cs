namespace Leap.Tests;

/// <summary>
/// Compares what people read with a file beside the test. `LEAP_GOLDEN=write` writes the files instead; look at what changed before you
/// commit them.
/// </summary>
internal static class Golden
{
    public static void Check(string path, string actual)
    {
        var file = Checkout.At(Path.Combine("tests/Leap.Tests", path));
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("LEAP_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        Assert.True(File.Exists(file), $"{path} is missing: run with LEAP_GOLDEN=write and look at it.");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
