namespace Leap.Tests.Architecture;

internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own, where `Assert.Empty` would cut the list short.</summary>
    public static void None(IEnumerable<object> findings)
    {
        var lines = findings.Select(finding => finding.ToString()).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} found:\n{string.Join('\n', lines)}");
        }
    }
}
