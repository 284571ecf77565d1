using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leap.Tests.Architecture;

/// <summary>
/// Reads who uses whom from the compiler's own understanding of the sources: every name is resolved, so that a using directive, a qualified
/// name and a type that is merely inferred all count alike.
/// </summary>
internal static class Dependencies
{
    private const string Product = "src/Leap/";

    private static readonly string[] SdkUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] NotFound = ["CS0103", "CS0234", "CS0246"];

    public static IReadOnlyList<Breach> Breaches(
        IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, string[]> mayUse, IReadOnlyDictionary<string, string[]> onlyIn)
    {
        var sources = Sources(files);
        var compilation = Compile(sources);
        return
        [
            .. Unplaced(sources, mayUse),
            .. sources.AsParallel().AsOrdered()
                .SelectMany(file => Uses(file, compilation.GetSemanticModel(file.Tree)))
                .DistinctBy(use => (use.Path, use.Line, use.Target))
                .Select(use => Judge(use, mayUse, onlyIn))
                .OfType<Breach>(),
        ];
    }

    /// <summary>Names that the compiler could not resolve here; a use behind one of them would go unseen.</summary>
    public static IReadOnlyList<string> Unresolved(IReadOnlyList<SourceFile> files) =>
    [
        .. Compile(Sources(files)).GetDiagnostics()
            .Where(found => NotFound.Contains(found.Id, StringComparer.Ordinal))
            .Select(found => found.ToString()),
    ];

    /// <summary>The folders of one circle, first repeated last; empty when the table has none.</summary>
    public static IReadOnlyList<string> Cycle(IReadOnlyDictionary<string, string[]> mayUse)
    {
        var clean = new HashSet<string>(StringComparer.Ordinal);
        return mayUse.Keys.Select(folder => Walk(folder, [])).FirstOrDefault(circle => circle.Count > 0) ?? [];

        IReadOnlyList<string> Walk(string folder, List<string> path)
        {
            if (path.IndexOf(folder) is var start and >= 0)
            {
                return [.. path[start..], folder];
            }

            if (clean.Contains(folder))
            {
                return [];
            }

            List<string> longer = [.. path, folder];
            var found = mayUse.GetValueOrDefault(folder, []).Select(used => Walk(used, longer)).FirstOrDefault(circle => circle.Count > 0);
            clean.Add(folder);
            return found ?? [];
        }
    }

    /// <summary>Names that a row allows but that have no row themselves.</summary>
    public static IReadOnlyList<string> Unknown(IReadOnlyDictionary<string, string[]> mayUse) =>
        [.. mayUse.SelectMany(row => row.Value).Except(mayUse.Keys, StringComparer.Ordinal)];

    public static string FolderOf(string path)
    {
        var parts = path[Product.Length..].Split('/');
        return parts.Length == 1 ? MayUse.RootFiles : parts[0];
    }

    private static List<SourceFile> Sources(IEnumerable<SourceFile> files) =>
        [.. files.Where(file => file.IsCode && file.Path.StartsWith(Product, StringComparison.Ordinal))];

    private static IEnumerable<Breach> Unplaced(IEnumerable<SourceFile> files, IReadOnlyDictionary<string, string[]> mayUse) =>
        files.GroupBy(file => FolderOf(file.Path), StringComparer.Ordinal)
            .Where(folder => !mayUse.ContainsKey(folder.Key))
            .Select(folder => new Breach("folder-placed", folder.First().Path, 1, folder.Key, 0,
                $"nobody placed the folder {folder.Key}: give it a line in MayUse.Table"));

    private static IEnumerable<Use> Uses(SourceFile file, SemanticModel model) =>
        from name in file.Root.DescendantNodes().OfType<SimpleNameSyntax>()
        where !name.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Any(space => space.Name.Span.Contains(name.Span))
        let info = model.GetSymbolInfo(name)
        let symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault()
        where symbol is not null
        from target in TargetsOf(symbol)
        select new Use(file.Path, SourceFile.LineOf(name), FolderOf(file.Path), target, name.ToString());

    private static IEnumerable<string> TargetsOf(ISymbol symbol)
    {
        var space = symbol as INamespaceSymbol ?? symbol.ContainingNamespace;
        if (space is null || space.IsGlobalNamespace)
        {
            return [];
        }

        if (symbol is not INamespaceSymbol && symbol.DeclaringSyntaxReferences is [var declared, ..])
        {
            return symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol
                ? []
                : [FolderOf(declared.SyntaxTree.FilePath)];
        }

        var parts = space.ToDisplayString().Split('.');
        return parts switch
        {
            ["Leap", var folder, ..] => [folder],
            ["Leap"] => [],
            _ => [$"{parts[0]}."],
        };
    }

    private static Breach? Judge(Use use, IReadOnlyDictionary<string, string[]> mayUse, IReadOnlyDictionary<string, string[]> onlyIn)
    {
        if (use.Target.EndsWith('.'))
        {
            var library = use.Target.TrimEnd('.');
            return onlyIn.TryGetValue(library, out var homes) && !homes.Contains(use.Folder, StringComparer.Ordinal)
                ? new Breach("library-home", use.Path, use.Line, use.Name, 0,
                    $"{use.Folder} names {library} ({use.Name}), which belongs to {string.Join(", ", homes)} alone")
                : null;
        }

        var allowed = mayUse.GetValueOrDefault(use.Folder);
        return use.Target == use.Folder || allowed is null || allowed.Contains(use.Target, StringComparer.Ordinal)
            ? null
            : new Breach("may-use", use.Path, use.Line, use.Name, 0, $"{use.Folder} may not use {use.Target} ({use.Name})");
    }

    private static CSharpCompilation Compile(IEnumerable<SourceFile> sources)
    {
        var usings = string.Concat(SdkUsings.Concat(ProjectUsings()).Select(space => $"global using {space};\n"));
        return CSharpCompilation.Create(
            "Leap",
            [.. sources.Select(file => file.Tree), new SourceFile("usings.cs", usings).Tree],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static IEnumerable<string> ProjectUsings() =>
        XDocument.Load(Checkout.At("src/Leap/Leap.csproj")).Descendants("Using")
            .Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private static IEnumerable<PortableExecutableReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Leap.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    /// <summary>One name in a file; <paramref name="Target"/> is a folder of ours, or a library's first word and a dot.</summary>
    private sealed record Use(string Path, int Line, string Folder, string Target, string Name);
}
