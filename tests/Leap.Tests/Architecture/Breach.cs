namespace Leap.Tests.Architecture;

/// <summary>
/// A place where the code leaves the shape. <paramref name="Name"/> is what stays when lines move (a file, method or type);
/// <paramref name="Measure"/> is by how much, 0 where a rule does not count.
/// </summary>
internal sealed record Breach(string Rule, string Path, int Line, string Name, int Measure, string Text)
{
    public override string ToString() => $"{Path}({Line}): {Text} [{Rule}]";
}
