using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leap.Tests.Architecture;

/// <summary>What things may be called, and what stands together in a file.</summary>
internal static class NameRules
{
    /// <summary>A record beside a file's own type may have this many lines; a longer one is a thing of its own.</summary>
    public const int CompanionLines = 25;

    private static readonly string[] EmptyFolders = ["Common", "Helpers", "Utils", "Shared", "Services", "Managers", "Dtos"];

    private static readonly string[] EmptySuffixes =
        ["Helper", "Helpers", "Manager", "Service", "Services", "Util", "Utils", "Repository", "Mapper", "Dto"];

    /// <summary>Razor Pages looks for layouts in `Pages/Shared`; that one is the framework's.</summary>
    public static IEnumerable<Breach> EmptyFolderNames(SourceFile file) =>
        from folder in file.Path.Replace("/Pages/Shared/", "/Pages/", StringComparison.Ordinal).Split('/').SkipLast(1)
        where EmptyFolders.Contains(folder, StringComparer.OrdinalIgnoreCase)
        select new Breach("folder-name", file.Path, 1, folder, 0, $"the folder name {folder} says nothing: name the thing");

    /// <summary>A type that extends a framework's own `…Service` or `…Manager` may keep the framework's word.</summary>
    public static IEnumerable<Breach> EmptyTypeNames(SourceFile file) =>
        from type in Types(file)
        from suffix in EmptySuffixes
        where type.Identifier.Text.EndsWith(suffix, StringComparison.Ordinal)
        where !Bases(type).Any(name => name.EndsWith(suffix, StringComparison.Ordinal))
        select new Breach("type-name", file.Path, SourceFile.LineOf(type), type.Identifier.Text, 0,
            $"{type.Identifier.Text}: a name in {suffix} says nothing; name what it is or does");

    /// <summary>
    /// A file is found by its type's name. Beside that type stands only what belongs to it: its map, the tables that it offers (a static
    /// class of extensions), enums, small records, and the exception that it throws.
    /// </summary>
    public static IEnumerable<Breach> OneTypeAFile(SourceFile file)
    {
        var outer = Types(file).Where(type => type.Parent is not BaseTypeDeclarationSyntax).ToList();
        if (outer.Count == 0 || file.Root.ChildNodes().OfType<GlobalStatementSyntax>().Any())
        {
            yield break;
        }

        var name = FileName(file);
        if (!outer.Any(type => IsNamed(type, name)))
        {
            yield return new("one-type", file.Path, SourceFile.LineOf(outer[0]), name, 0, $"no type here is named {name}, as the file is");
        }

        var others = outer.Where(type => !IsNamed(type, name) && type.Modifiers.Any(SyntaxKind.PublicKeyword));
        foreach (var type in others.Where(type => !IsCompanion(type)))
        {
            yield return new("one-type", file.Path, SourceFile.LineOf(type), type.Identifier.Text, 0,
                $"{type.Identifier.Text} is a second public type beside {name}: give it a file");
        }
    }

    public static IEnumerable<Breach> NamespaceIsFolder(SourceFile file) =>
        from space in file.IsCode ? file.Root.ChildNodes().OfType<BaseNamespaceDeclarationSyntax>() : []
        let name = space.Name.ToString()
        let expected = string.Join('.', file.Path.Split('/').Skip(1).SkipLast(1))
        where name != expected
        select new Breach("namespace", file.Path, SourceFile.LineOf(space), name, 0, $"namespace {name}, but the folder says {expected}");

    private static IEnumerable<BaseTypeDeclarationSyntax> Types(SourceFile file) =>
        from type in file.IsCode ? file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>() : []
        where type is not ExtensionBlockDeclarationSyntax
        select type;

    private static IEnumerable<string> Bases(BaseTypeDeclarationSyntax type) =>
        type.BaseList?.Types.Select(item => NameOf(item.Type)) ?? [];

    private static string NameOf(TypeSyntax type) => type switch
    {
        GenericNameSyntax generic => generic.Identifier.Text,
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        _ => type.ToString(),
    };

    private static string FileName(SourceFile file) => Path.GetFileName(file.Path).Split('.')[0];

    private static bool IsNamed(BaseTypeDeclarationSyntax type, string name) =>
        type.Identifier.Text == name || (IsPage(type) && type.Identifier.Text == name + "Model");

    private static bool IsPage(BaseTypeDeclarationSyntax type) => type.SyntaxTree.FilePath.EndsWith(".cshtml.cs", StringComparison.Ordinal);

    private static bool IsCompanion(BaseTypeDeclarationSyntax type) => type switch
    {
        EnumDeclarationSyntax => true,
        RecordDeclarationSyntax => type.GetLocation().GetLineSpan() is var span
            && span.EndLinePosition.Line - span.StartLinePosition.Line < CompanionLines,
        ClassDeclarationSyntax { Members: [_, ..] members } when type.Modifiers.Any(SyntaxKind.StaticKeyword) =>
            members.All(IsExtension),
        ClassDeclarationSyntax => type.Identifier.Text.EndsWith("Map", StringComparison.Ordinal)
            || Bases(type).Any(name => name.EndsWith("Exception", StringComparison.Ordinal)),
        _ => false,
    };

    private static bool IsExtension(MemberDeclarationSyntax member) => member switch
    {
        ExtensionBlockDeclarationSyntax => true,
        MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } => first.Modifiers.Any(SyntaxKind.ThisKeyword),
        _ => false,
    };
}
