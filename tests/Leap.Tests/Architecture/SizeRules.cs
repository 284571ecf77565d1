using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leap.Tests.Architecture;

/// <summary>How long and how wide things may be. A declaration's lines count without the attributes and comments above it.</summary>
internal static class SizeRules
{
    public const int FileLines = 400;
    public const int Columns = 140;
    public const int MethodLines = 60;
    public const int Parameters = 5;
    public const int Dependencies = 6;

    public static IEnumerable<Breach> LongFiles(SourceFile file)
    {
        if (file.Lines.Count > FileLines)
        {
            yield return new("file-lines", file.Path, 1, file.Path, file.Lines.Count, $"{file.Lines.Count} lines, {FileLines} allowed");
        }
    }

    public static IEnumerable<Breach> WideLines(SourceFile file) =>
        from line in file.Lines.Index()
        let columns = line.Item.Length
        where columns > Columns
        select new Breach("line-columns", file.Path, line.Index + 1, file.Path, columns, $"{columns} columns, {Columns} allowed");

    public static IEnumerable<Breach> LongMethods(SourceFile file) =>
        from node in Code(file)
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
            or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax
        let lines = LinesOf(node)
        where lines > MethodLines
        let name = NameOf(node)
        select new Breach("method-lines", file.Path, SourceFile.LineOf(node), name, lines,
            $"{name} has {lines} lines, {MethodLines} allowed");

    /// <summary>
    /// The cancellation token does not count: everything takes it. An override has no say in its signature; a record's positional
    /// parameters are its fields, a theory's are a table's columns; constructors have a rule of their own.
    /// </summary>
    public static IEnumerable<Breach> ManyParameters(SourceFile file) =>
        from list in Code(file).OfType<ParameterListSyntax>()
        let count = list.Parameters.Count(parameter => parameter.Type?.ToString() != nameof(CancellationToken))
        where count > Parameters
        where list.Parent is MethodDeclarationSyntax or LocalFunctionStatementSyntax or DelegateDeclarationSyntax
        where list.Parent is not MethodDeclarationSyntax method || !(method.Modifiers.Any(SyntaxKind.OverrideKeyword) || IsTheory(method))
        let name = NameOf(list.Parent!)
        select new Breach("parameters", file.Path, SourceFile.LineOf(list), name, count,
            $"{name} takes {count} parameters, {Parameters} allowed");

    public static IEnumerable<Breach> ManyDependencies(SourceFile file) =>
        from list in Code(file).OfType<ParameterListSyntax>()
        where list.Parameters.Count > Dependencies
        where list.Parent is ConstructorDeclarationSyntax or ClassDeclarationSyntax or StructDeclarationSyntax
        select new Breach("dependencies", file.Path, SourceFile.LineOf(list), NameOf(list.Parent!), list.Parameters.Count,
            $"{NameOf(list.Parent!)} is made from {list.Parameters.Count} others, {Dependencies} allowed");

    /// <summary>The declared name with the type around it: `Sale.Approve`.</summary>
    public static string NameOf(SyntaxNode node)
    {
        var own = node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            ConstructorDeclarationSyntax => "constructor",
            LocalFunctionStatementSyntax function => function.Identifier.Text,
            AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => node.Kind().ToString(),
        };
        var around = node.Ancestors().OfType<BaseTypeDeclarationSyntax>()
            .FirstOrDefault(type => type is not ExtensionBlockDeclarationSyntax);
        return around is null ? own : $"{around.Identifier.Text}.{own}";
    }

    private static IEnumerable<SyntaxNode> Code(SourceFile file) => file.IsCode ? file.Root.DescendantNodes() : [];

    private static bool IsTheory(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().EndsWith("Theory", StringComparison.Ordinal));

    private static int LinesOf(SyntaxNode node)
    {
        var first = node.ChildNodesAndTokens().First(child => !child.IsKind(SyntaxKind.AttributeList)).GetLocation()!;
        return node.GetLocation().GetLineSpan().EndLinePosition.Line - first.GetLineSpan().StartLinePosition.Line + 1;
    }
}
