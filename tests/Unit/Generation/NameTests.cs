namespace SparseGen.Tests.Generation;

/// <summary>Names and shapes of classes that C# allows: the generated part fits them.</summary>
public sealed class NameTests
{
    private const string Layers = "global::SparseGen.Model, global::SparseGen.VectorInput(3), global::SparseGen.Linear(2)";

    [Theory]
    [InlineData("new", "event", "class")]
    [InlineData("partial", "record", "required")]
    [InlineData("SparseGen.System", "Grid", "Device1")]
    public void KeywordsAreNamesToo(string space, string outer, string name)
    {
        var escaped = string.Join('.', space.Split('.').Select(static segment => "@" + segment));
        var harness = new GeneratorHarness($$"""
            namespace Acme.{{escaped}}
            {
                internal static partial class @{{outer}}
                {
                    [{{Layers}}] internal sealed partial class @{{name}};
                }
            }
            """);
        harness.CompileWithoutWarnings();
        var source = Assert.Single(harness.Run().GeneratedSources);
        Assert.Equal($"Acme.{space}.{outer}.{name}.g.cs", source.HintName);
        Assert.Contains($"Name = \"{name}\",", source.SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatDifferByCaseGiveFilesOfTheirOwn()
    {
        var harness = new GeneratorHarness($$"""
            namespace N
            {
                [{{Layers}}] internal sealed partial class Mnist;
                [{{Layers}}] internal sealed partial class MNIST;
                [{{Layers}}] internal sealed partial class mNIST;
                [{{Layers}}] internal sealed partial class Other;
            }
            namespace n
            {
                [{{Layers}}] internal sealed partial class Mnist;
            }
            """);
        harness.CompileWithoutWarnings();
        Assert.Equal(
            ["N.MNIST.g.cs", "N.Mnist.2.g.cs", "N.Other.g.cs", "N.mNIST.3.g.cs", "n.Mnist.4.g.cs"],
            harness.Run().GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
    }

    /// <summary>Where the dots of a full name are does not get lost in the name of the class that holds the kernels.</summary>
    [Fact]
    public void NamesThatDifferByDotsAndUnderscoresDoNotMeet() => new GeneratorHarness($$"""
        namespace A_ { [{{Layers}}] internal sealed partial class B; }
        namespace A { [{{Layers}}] internal sealed partial class _B; }
        namespace A { [{{Layers}}] internal sealed partial class _0B; }
        namespace A_0 { [{{Layers}}] internal sealed partial class B; }
        namespace A.B { [{{Layers}}] internal sealed partial class C; }
        [{{Layers}}] internal sealed partial class A_B_C;
        [{{Layers}}] internal sealed partial class A_B;
        [{{Layers}}] internal sealed partial class A__B;
        [{{Layers}}] internal sealed partial class Grid;
        [{{Layers}}] internal sealed partial class Programs;
        """).CompileWithoutWarnings();

    [Theory]
    [InlineData("sealed partial class Shape { public void Forward(float[] input) => Forward(input, new float[2]); }")]
    [InlineData("sealed partial class Shape { public void Backward<T>(System.ReadOnlySpan<float> numbers) { } public int OutputTangent => 1; }")]
    [InlineData("sealed partial class Shape { private const int Layout = 1, CpuProgram = 2, Math = 3, _engine = Layout + CpuProgram + Math; public int Sum => _engine; }")]
    [InlineData("sealed partial class Shape : global::System.IDisposable { void global::System.IDisposable.Dispose() => Dispose(); }")]
    [InlineData("sealed partial class Shape : global::SparseGen.IModel<Shape> { public Shape(int maxBatch) : this(maxBatch, null, 3) { } }")]
    [InlineData("sealed partial class Shape { public static readonly global::SparseGen.ModelInfo Early = Info; public static readonly Shape Shared = new(1); }")]
    [InlineData("class Base { protected Base(int size = 1) => Size = size; public int Size { get; } } internal sealed partial class Shape : Base", true)]
    [InlineData(
        "class Base { private int Output { get; } = 2; protected int Twice => 2 * Output; protected virtual void Dispose(bool all) { } } "
        + "internal sealed partial class Shape : Base",
        true)]
    [InlineData("partial record Shape")]
    [InlineData("partial class Layout")]
    [InlineData("partial class ModelEngine")]
    [InlineData("partial class SparseGen")]
    [InlineData("partial class System")]
    public void ClassesMayHaveMembersAndBases(string declaration, bool hasBase = false)
    {
        const string Modifier = "internal ";
        int at = hasBase ? declaration.IndexOf(Modifier, StringComparison.Ordinal) : 0;
        string before = hasBase ? Modifier + declaration[..at] : "";
        string model = hasBase ? declaration[at..] : Modifier + declaration;
        new GeneratorHarness($"namespace Acme;\n\n{before}\n[{Layers}] {model}{(model.EndsWith('}') ? "" : ";")}").CompileWithoutWarnings();
    }
}
