using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leap.Tests.Architecture;

/// <summary>Ways of writing that hide a fault or a plan.</summary>
internal static partial class HabitRules
{
    public static IEnumerable<Breach> Regions(SourceFile file) =>
        from region in file.IsCode ? file.Root.DescendantNodes(descendIntoTrivia: true).OfType<RegionDirectiveTriviaSyntax>() : []
        select new Breach("region", file.Path, SourceFile.LineOf(region), file.Path, 0, "#region folds a file that should be two");

    public static IEnumerable<Breach> Promises(SourceFile file) =>
        from comment in Comments(file)
        where PromiseWords.IsMatch(comment.Text)
        select new Breach("promise", file.Path, comment.Line, file.Path, 0, "a comment promises work: do it or file it");

    /// <summary>A catch that says neither *when* it applies nor what it did with the fault loses it.</summary>
    public static IEnumerable<Breach> LostFaults(SourceFile file) =>
        from caught in Code(file).OfType<CatchClauseSyntax>()
        where caught.Filter is null
        let isEmpty = caught.Block.Statements.Count == 0
        where isEmpty || (IsBroad(caught) && !caught.Block.DescendantNodes().Any(Reports))
        select new Breach("lost-fault", file.Path, SourceFile.LineOf(caught), file.Path, 0,
            isEmpty ? "an empty catch" : "a catch of everything that neither rethrows nor logs");

    public static IEnumerable<Breach> AsyncVoid(SourceFile file) =>
        from node in Code(file)
        let parts = node switch
        {
            MethodDeclarationSyntax method => (method.Modifiers, method.ReturnType),
            LocalFunctionStatementSyntax function => (function.Modifiers, function.ReturnType),
            _ => default,
        }
        where parts.Modifiers.Any(SyntaxKind.AsyncKeyword) && parts.ReturnType?.ToString() == "void"
        let name = SizeRules.NameOf(node)
        select new Breach("async-void", file.Path, SourceFile.LineOf(node), name, 0, $"{name} is async void");

    /// <summary>An override and an explicit implementation keep the name that their base gave.</summary>
    public static IEnumerable<Breach> Cancellation(SourceFile file) =>
        from list in Code(file).OfType<ParameterListSyntax>()
        where list.Parent is not MethodDeclarationSyntax method
            || (!method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null)
        from parameter in list.Parameters
        where parameter.Type?.ToString() is "CancellationToken" or "System.Threading.CancellationToken"
        where parameter.Identifier.Text != "cancel" || parameter != list.Parameters[^1]
        select new Breach("cancel-last", file.Path, SourceFile.LineOf(parameter), SizeRules.NameOf(list.Parent!), 0,
            $"the token is called `cancel` and stands last, not `{parameter.Identifier.Text}`");

    /// <summary>An interface earns its place with a second implementation; an edge to the outside world stands on the ratchet.</summary>
    public static IEnumerable<Breach> LonelyInterfaces(IReadOnlyList<SourceFile> files)
    {
        var implementations = files.SelectMany(Code).OfType<TypeDeclarationSyntax>()
            .Where(type => type is not InterfaceDeclarationSyntax)
            .SelectMany(type => type.BaseList?.Types.Select(item => NameOf(item.Type)) ?? [])
            .CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return from file in files
               from type in Code(file).OfType<InterfaceDeclarationSyntax>()
               let count = implementations.GetValueOrDefault(type.Identifier.Text)
               where count < 2
               select new Breach("lonely-interface", file.Path, SourceFile.LineOf(type), type.Identifier.Text, count,
                   $"{type.Identifier.Text} has {count} implementation(s): use the class itself");
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture, 60000)]
    private static partial Regex PromiseWords { get; }

    private static IEnumerable<SyntaxNode> Code(SourceFile file) => file.IsCode ? file.Root.DescendantNodes() : [];

    private static IEnumerable<(int Line, string Text)> Comments(SourceFile file) =>
        file.IsCode
            ? file.Root.DescendantTrivia().Where(trivia => trivia.ToFullString().StartsWith('/')).SelectMany(LinesOf)
            : file.Lines.Index().Select(line => (line.Index + 1, line.Item));

    private static IEnumerable<(int Line, string Text)> LinesOf(SyntaxTrivia trivia) =>
        trivia.ToFullString().Split('\n').Index().Select(line => (SourceFile.LineOf(trivia.GetLocation()) + line.Index, line.Item));

    private static bool IsBroad(CatchClauseSyntax caught) =>
        caught.Declaration?.Type.ToString() is null or "Exception" or "System.Exception";

    private static bool Reports(SyntaxNode node) =>
        node is ThrowStatementSyntax or ThrowExpressionSyntax
        || (node is InvocationExpressionSyntax { Expression: var called } && called.ToString().Contains("Log", StringComparison.Ordinal));

    private static string NameOf(TypeSyntax type) => type switch
    {
        GenericNameSyntax generic => generic.Identifier.Text,
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        _ => type.ToString(),
    };
}
