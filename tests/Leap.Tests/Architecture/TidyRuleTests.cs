namespace Leap.Tests.Architecture;

/// <summary>Each rule is fed a breach, to prove that it can fail, and the nearest thing that is allowed.</summary>
public sealed class TidyRuleTests
{
    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void A_file_has_at_most_400_lines(int lines, int breaches) =>
        Assert.Equal(breaches, SizeRules.LongFiles(Code(string.Join('\n', Enumerable.Repeat("//", lines)) + "\n")).Count());

    [Theory]
    [InlineData(140, 0)]
    [InlineData(141, 1)]
    public void A_line_has_at_most_140_columns(int columns, int breaches) =>
        Assert.Equal(breaches, SizeRules.WideLines(Code("\n" + new string('/', columns))).Count());

    [Theory]
    [InlineData(57, 0)]
    [InlineData(58, 1)]
    public void A_method_has_at_most_60_lines(int statements, int breaches)
    {
        var method = Code($"class A {{\n[Obsolete]\nvoid Go()\n{{\n{Statements(statements)}}}\n}}");

        Assert.Equal(breaches, SizeRules.LongMethods(method).Count());
    }

    [Fact]
    public void A_lambda_counts_as_a_method() =>
        Assert.Single(SizeRules.LongMethods(Code($"class A {{\nAction go = () =>\n{{\n{Statements(60)}}};\n}}")));

    [Theory]
    [InlineData("class A { void Go(int a, int b, int c, int d, int e) { } }", 0)]
    [InlineData("class A { void Go(int a, int b, int c, int d, int e, CancellationToken cancel) { } }", 0)]
    [InlineData("class A { void Go(int a, int b, int c, int d, int e, int f) { } }", 1)]
    [InlineData("class A { void Go() { void In(int a, int b, int c, int d, int e, int f) { } } }", 1)]
    [InlineData("class A { override void Go(int a, int b, int c, int d, int e, int f) { } }", 0)]
    [InlineData("class A { [Theory] void Go(int a, int b, int c, int d, int e, int f) { } }", 0)]
    [InlineData("record A(int B, int C, int D, int E, int F, int G, int H, int I);", 0)]
    public void A_method_takes_at_most_5_parameters(string text, int breaches) =>
        Assert.Equal(breaches, SizeRules.ManyParameters(Code(text)).Count());

    [Theory]
    [InlineData("class A(int b, int c, int d, int e, int f, int g);", 0)]
    [InlineData("class A(int b, int c, int d, int e, int f, int g, int h);", 1)]
    [InlineData("class A { A(int b, int c, int d, int e, int f, int g, int h) { } }", 1)]
    public void A_class_is_made_from_at_most_6_others(string text, int breaches) =>
        Assert.Equal(breaches, SizeRules.ManyDependencies(Code(text)).Count());

    [Theory]
    [InlineData("src/Leap/Sales/Sale.cs", 0)]
    [InlineData("src/Leap/Common/Sale.cs", 1)]
    [InlineData("src/Leap.Web/wwwroot/shared/a.css", 1)]
    [InlineData("src/Leap.Web/Pages/Shared/_Layout.cshtml", 0)]
    [InlineData("src/Leap.Web/Pages/Sales/Shared/_Row.cshtml", 1)]
    public void A_folder_is_named_after_a_thing(string path, int breaches) =>
        Assert.Equal(breaches, NameRules.EmptyFolderNames(new SourceFile(path, "")).Count());

    [Theory]
    [InlineData("class SaleHelper;", 1)]
    [InlineData("class SaleManager;", 1)]
    [InlineData("class SaleService;", 1)]
    [InlineData("class SaleUtil;", 1)]
    [InlineData("class SaleRepository;", 1)]
    [InlineData("record SaleMapper;", 1)]
    [InlineData("class Sale { class LineHelper; }", 1)]
    [InlineData("class SaleMap;", 0)]
    [InlineData("class PersonManager : UserManager<Person>;", 0)]
    [InlineData("class Relay : BackgroundService;", 0)]
    [InlineData("class RelayService : Microsoft.Extensions.Hosting.IHostedService;", 0)]
    public void A_type_is_named_after_what_it_is(string text, int breaches) =>
        Assert.Equal(breaches, NameRules.EmptyTypeNames(Code(text)).Count());

    [Theory]
    [InlineData("public class Sale;", 0)]
    [InlineData("public class Sold;", 2)]
    [InlineData("public class Sale; public class Line;", 1)]
    [InlineData("public class Sale; internal class Line;", 0)]
    [InlineData("public class Sale; public class SaleMap { int One; }", 0)]
    [InlineData("public class Sale; public enum SaleState { Draft }", 0)]
    [InlineData("public class Sale; public record Row(int Id);", 0)]
    [InlineData("public class Sale; public static class Tables { extension(LeapDb db) { public int Sales => 1; } }", 0)]
    [InlineData("public class Sale; public static class Tables { public static int Sales(this LeapDb db) => 1; }", 0)]
    [InlineData("public class Sale; public static class Tables { public static int Sales() => 1; }", 1)]
    [InlineData("public class Sale; public class SaleException : Exception;", 0)]
    [InlineData("public class Sale; public interface ISale;", 1)]
    [InlineData("public class Sale<T>;", 0)]
    [InlineData("public class Sale { public class Line; }", 0)]
    public void A_file_holds_one_public_type_and_what_belongs_to_it(string text, int breaches) =>
        Assert.Equal(breaches, NameRules.OneTypeAFile(Code(text)).Count());

    [Fact]
    public void A_record_beside_the_type_is_small()
    {
        var fields = string.Concat(Enumerable.Repeat("int A;\n", NameRules.CompanionLines));

        Assert.Single(NameRules.OneTypeAFile(Code($"public class Sale; public record Row {{\n{fields}}}")));
    }

    [Fact]
    public void A_page_is_named_as_its_file() =>
        Assert.Empty(NameRules.OneTypeAFile(new SourceFile("src/Leap.Web/Pages/Sales/Review.cshtml.cs", "public class ReviewModel;")));

    [Theory]
    [InlineData("namespace Leap.Sales;", 0)]
    [InlineData("namespace Leap.Courses;", 1)]
    [InlineData("namespace Leap.Sales.Rules { }", 1)]
    public void A_namespace_is_its_folder(string text, int breaches) =>
        Assert.Equal(breaches, NameRules.NamespaceIsFolder(Code(text)).Count());

    [Fact]
    public void There_is_no_region() => Assert.Equal(2, Assert.Single(HabitRules.Regions(Code("\n#region Sales\n#endregion\n"))).Line);

    [Theory]
    [InlineData("// TODO: later", 1)]
    [InlineData("/// <summary>FIXME</summary>\nclass A;", 1)]
    [InlineData("/* one\n TODO two */", 1)]
    [InlineData("class A { string todo = \"TODO\"; }", 0)]
    public void A_comment_promises_nothing(string text, int breaches) => Assert.Equal(breaches, HabitRules.Promises(Code(text)).Count());

    [Fact]
    public void A_page_promises_nothing() =>
        Assert.Equal(2, Assert.Single(HabitRules.Promises(new SourceFile("src/Leap.Web/Pages/Index.cshtml", "<p>\n@* TODO *@"))).Line);

    [Theory]
    [InlineData("catch { }", 1)]
    [InlineData("catch (IOException) { }", 1)]
    [InlineData("catch (Exception) { return; }", 1)]
    [InlineData("catch { Undo(); }", 1)]
    [InlineData("catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }", 0)]
    [InlineData("catch (IOException) { return; }", 0)]
    [InlineData("catch { Undo(); throw; }", 0)]
    [InlineData("catch (Exception fault) { log.LogError(fault, \"\"); }", 0)]
    public void No_fault_is_lost(string text, int breaches) =>
        Assert.Equal(breaches, HabitRules.LostFaults(Code($"class A {{ void Go() {{ try {{ }} {text} }} }}")).Count());

    [Theory]
    [InlineData("class A { async void Go() { } }", 1)]
    [InlineData("class A { void Go() { async void In() { } } }", 1)]
    [InlineData("class A { async Task Go() { } void Stay() { } }", 0)]
    public void Nothing_is_async_void(string text, int breaches) => Assert.Equal(breaches, HabitRules.AsyncVoid(Code(text)).Count());

    [Theory]
    [InlineData("class A { void Go(int one, CancellationToken cancel) { } }", 0)]
    [InlineData("class A { void Go(CancellationToken cancel, int one) { } }", 1)]
    [InlineData("class A { void Go(CancellationToken token) { } }", 1)]
    [InlineData("class A { override void Go(CancellationToken cancellationToken) { } }", 0)]
    [InlineData("class A { void IGo.Go(CancellationToken cancellationToken) { } }", 0)]
    public void A_cancellation_is_called_cancel_and_stands_last(string text, int breaches) =>
        Assert.Equal(breaches, HabitRules.Cancellation(Code(text)).Count());

    [Theory]
    [InlineData("interface IRule; class A : IRule;", 1)]
    [InlineData("interface IRule; class A : IRule; class B : IRule;", 0)]
    [InlineData("interface IRule<T>; class A : IRule<int>; class B : Leap.IRule<long>;", 0)]
    [InlineData("interface IRule; interface IMore : IRule; class A : IMore; class B : IMore;", 1)]
    public void An_interface_has_more_than_one_implementation(string text, int breaches) =>
        Assert.Equal(breaches, HabitRules.LonelyInterfaces([Code(text)]).Count());

    private static SourceFile Code(string text) => new("src/Leap/Sales/Sale.cs", text);

    private static string Statements(int count) => string.Concat(Enumerable.Repeat("Call();\n", count));
}
