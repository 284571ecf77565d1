namespace Leap.Tests.Engines;

/// <summary>A test on a published vector, a file or folder that stands beside the repository and not in it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorsFactAttribute : FactAttribute
{
    public VectorsFactAttribute(string path)
    {
        Vector = path;
        Skip = Needs.WhyNoVectors(path);
    }

    public string Vector { get; }
}
