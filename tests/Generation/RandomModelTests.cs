using System.Reflection;
using System.Runtime.Loader;
using CsCheck;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Generation;

/// <summary>
/// Random declarations, generated, compiled and loaded here, against the reference. The seeds are fixed: every run tests the same models.
/// </summary>
public sealed class RandomModelTests
{
    private const int ModelsOfASeed = 8, Batch = 5;

    // Deeper than the models of tests/Models, and with layers in any order, so that rounding has more room to grow.
    private const double Tolerance = 1e-4;

    private static readonly ulong[] AllSeeds = [1, 2, 3, 4, 5];

    public static TheoryData<ulong> Seeds => [.. AllSeeds];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomModelsAgreeWithTheReference(ulong seed)
    {
        var declarations = Declarations(seed);
        var source = $"using SparseGen;\n\nnamespace Drawn;\n\n{string.Join("\n\n", declarations.Select(one => one.Text))}\n";
        using var image = new MemoryStream();
        var emitted = new GeneratorHarness(source).CompileWithoutWarnings().Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;

        var context = new AssemblyLoadContext($"Drawn{seed}", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            foreach (var declaration in declarations)
            {
                try
                {
                    AssertAgrees(assembly, declaration);
                }
                catch (Xunit.Sdk.XunitException difference)
                {
                    throw new Xunit.Sdk.XunitException($"{difference.Message}\n{declaration.Text}", difference);
                }
            }
        }
        finally
        {
            context.Unload();
        }
    }

    private static void AssertHessianProductAgrees(ITestModel model, ReferenceModel reference, float[] input)
    {
        ParameterVector direction = model.Parameters.CreateLike(), product = model.Parameters.CreateLike();
        foreach (var tensor in reference.Tensors)
        {
            direction.SetKept(tensor.Name, ValueRecipe.Initial($"direction.{tensor.Name}", tensor.Shape));
        }

        var labels = ValueRecipe.Labels("labels", Batch, reference.OutputSize);
        model.HessianProduct(input, labels, direction, product);
        foreach (var (name, expected) in new ReferenceHessianProduct(reference, direction).Compute(input, labels, 0.1f).Products)
        {
            var values = new float[expected.Length];
            product.GetTensor(name, values);
            Approximately.Equal(expected, values, $"Hessian-vector product for {name}", 5 * Tolerance, zero: 1e-8);
        }
    }

    /// <summary>Without this, a change of how declarations are drawn could leave a layer out.</summary>
    [Theory]
    [InlineData("Linear")]
    [InlineData("TokenLinear")]
    [InlineData("Kronecker")]
    [InlineData("BlockDiagonal")]
    [InlineData("Monarch")]
    [InlineData("SparseLinear")]
    [InlineData("SparseMlpBlock")]
    [InlineData("PermutedKronecker")]
    [InlineData("MixerBlock")]
    [InlineData("SMixerBlock")]
    [InlineData("StandardMlpBlock")]
    [InlineData("BottleneckMlpBlock")]
    [InlineData("LayerNorm")]
    [InlineData("Activation")]
    public void EveryLayerIsDrawn(string layer) => Assert.Contains(
        AllSeeds.SelectMany(Declarations), declaration => declaration.Text.Contains($" {layer}(", StringComparison.Ordinal));

    private static RandomDeclaration[] Declarations(ulong seed)
    {
        var generator = new PCG(1, seed);
        return [.. Enumerable.Range(0, ModelsOfASeed)
            .Select(index => new RandomDeclaration($"Random{index}", Gen.UInt.Array[256].Generate(generator, null, out _)))];
    }

    private static void AssertAgrees(Assembly assembly, RandomDeclaration declaration)
    {
        var type = assembly.GetType($"Drawn.{declaration.Name}", throwOnError: true)!;
        var instance = Activator.CreateInstance(type, Batch, Device.Cpu, 0ul);
        using var model = (ITestModel)Activator.CreateInstance(typeof(TestModel<>).MakeGenericType(type), instance)!;
        var reference = declaration.Reference.Build();
        foreach (var tensor in reference.Tensors)
        {
            var values = ValueRecipe.Initial(tensor.Name, tensor.Shape);
            ValueRecipe.Widen(values).CopyTo(tensor.Values, 0);
            model.Parameters.SetKept(tensor.Name, values);
        }

        var input = ValueRecipe.Values("input", Batch * reference.InputSize);
        var outputGradient = ValueRecipe.Values("output_gradient", Batch * reference.OutputSize);
        var inference = reference.Forward(ValueRecipe.Widen(input));
        var expected = reference.Backward(ValueRecipe.Widen(input), ValueRecipe.Widen(outputGradient));

        var output = new float[Batch * reference.OutputSize];
        model.Forward(input, output);
        Approximately.Equal(inference, output, "output of inference", Tolerance);

        model.ForwardTraining(input);
        Approximately.Equal(expected.Output, model.Output, "output of training", Tolerance);
        model.Backward(outputGradient);
        Approximately.Equal(expected.InputGradient, model.InputGradient, "gradient of the input", Tolerance);
        foreach (var tensor in reference.Tensors)
        {
            var gradient = new float[tensor.Values.Length];
            model.Gradients.GetTensor(tensor.Name, gradient);
            Approximately.Equal(tensor.Gradients, gradient, $"gradient of {tensor.Name}", Tolerance);
        }

        AssertHessianProductAgrees(model, reference, input);
    }
}
