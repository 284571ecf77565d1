using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leap.Tests.Architecture;

/// <summary>A file of ours, by its path from the root (forward slashes).</summary>
internal sealed class SourceFile(string path, string text)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);
    private static readonly string[] Read = [".cs", ".cshtml", ".razor", ".css", ".js"];

    private readonly Lazy<SyntaxTree> tree = new(() => CSharpSyntaxTree.ParseText(text, Language, path));

    public static IReadOnlyList<SourceFile> Product { get; } = [.. Checkout.Files("src", Read).Select(Load)];

    public static IReadOnlyList<SourceFile> Tests { get; } = [.. Checkout.Files("tests", Read).Select(Load)];

    public string Path { get; } = path;

    public string Text { get; } = text;

    public IReadOnlyList<string> Lines { get; } = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    public SyntaxTree Tree => tree.Value;

    public SyntaxNode Root => Tree.GetRoot();

    public static int LineOf(SyntaxNode node) => LineOf(node.GetLocation());

    public static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private static SourceFile Load(string path) => new(path, Checkout.Read(path));
}
