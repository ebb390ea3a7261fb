using System.Reflection;
using System.Runtime.Loader;
using SparseGen.Tests.Generation;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Fuzz;

/// <summary>
/// Random declarations: what their plans read and write, and, generated, compiled and loaded here, their outputs and gradients against the reference.
/// </summary>
public sealed class ModelFuzzTests
{
    private const int ModelsOfASeed = 8, Batch = 5;

    // Deeper than the models of tests/Models, and with layers in any order, so that rounding has more room to grow.
    private const double Tolerance = 1e-4;

    // Each compiles eight models.
    private static readonly int Seeds = TestScope.IsChange ? 2 : 5;

    /// <summary>Plans are cheap, so that many more models than those that are compiled show a value in a wrong place.</summary>
    [Fact]
    public void PlansOfRandomModelsReadWhatTheyWrote() => Campaign.Run(cases: 25, static seed =>
        PlannedPlaces.AssertRight(Source(Declarations(seed))));

    [Fact]
    public void RandomModelsAgreeWithTheReference() => Campaign.Run(Seeds, static seed =>
    {
        var declarations = Declarations(seed);
        using var image = new MemoryStream();
        var emitted = new GeneratorHarness(Source(declarations)).CompileWithoutWarnings().Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;

        var context = new AssemblyLoadContext($"Drawn{seed}", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            var wellConditioned = 0;
            foreach (var declaration in declarations)
            {
                try
                {
                    wellConditioned += AssertAgrees(assembly, declaration) ? 1 : 0;
                }
                catch (Xunit.Sdk.XunitException difference)
                {
                    throw new Xunit.Sdk.XunitException($"{difference.Message}\n{declaration.Text}", difference);
                }
            }

            Assert.InRange(wellConditioned, ModelsOfASeed / 2, ModelsOfASeed);
        }
        finally
        {
            context.Unload();
        }
    });

    private static string Source(IEnumerable<RandomDeclaration> declarations) =>
        $"using SparseGen;\n\nnamespace Drawn;\n\n{string.Join("\n\n", declarations.Select(static one => one.Text))}\n\n{RandomLists.Text}\n";

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
    [InlineData("LowRank")]
    [InlineData("BlockTensorTrain")]
    [InlineData("BatchEnsemble")]
    [InlineData("MemberLinear")]
    [InlineData("BatchNorm")]
    [InlineData("LayerScale")]
    [InlineData("SpatialGate")]
    [InlineData("GatedMixerBlock")]
    [InlineData("DepthwiseConvolution1d")]
    [InlineData("FeatureSum")]
    [InlineData("Patches")]
    [InlineData("ReversibleInstanceNorm")]
    [InlineData("Convolution")]
    [InlineData("DepthwiseConvolution")]
    [InlineData("AveragePool")]
    [InlineData("MaxPool")]
    [InlineData("ConvMlpBlock")]
    [InlineData("GMlpBlock")]
    [InlineData("ResMlpBlock")]
    [InlineData("SoftmaxGate")]
    [InlineData("Embedding")]
    [InlineData("Input")]
    [InlineData("Join")]
    public void EveryLayerIsDrawn(string layer) => Assert.Contains(
        Enumerable.Range(1, 20 * Seeds).SelectMany(static seed => Declarations((ulong)seed)), declaration => declaration.Text.Contains($" {layer}(", StringComparison.Ordinal));

    /// <summary>The same for permutations, around maps and around the mixings of blocks, of which there are more kinds than the compiled models have room for.</summary>
    [Theory]
    [InlineData("Permutation.Commutation")]
    [InlineData("Permutation.InverseCommutation")]
    [InlineData("Permutation.Random")]
    [InlineData("Permutation.InverseRandom")]
    [InlineData("Permutation.List")]
    [InlineData("Permutation.InverseList")]
    [InlineData("Permutation.List, PermutationList = \"OfPlace\"")]
    public void EveryPermutationIsDrawn(string permutation) => Assert.Contains(
        Enumerable.Range(1, 20 * Seeds).SelectMany(static seed => Declarations((ulong)seed)),
        declaration => declaration.Text.Contains($"= {permutation},", StringComparison.Ordinal));

    private static RandomDeclaration[] Declarations(ulong seed) =>
        [.. Enumerable.Range(0, ModelsOfASeed).Select(index => new RandomDeclaration($"Random{index}", Campaign.Numbers((seed * ModelsOfASeed) + (ulong)index)))];

    /// <returns>Whether Hessian products were compared too: what is ill-conditioned has none that differences of gradients could tell.</returns>
    private static bool AssertAgrees(Assembly assembly, RandomDeclaration declaration)
    {
        var type = assembly.GetType($"Drawn.{declaration.Name}", throwOnError: true)!;
        var instance = Activator.CreateInstance(type, Batch, Device.Cpu, 0ul);
        using var model = (ITestModel)Activator.CreateInstance(typeof(TestModel<>).MakeGenericType(type), instance)!;
        var oracle = new DrawnOracle(declaration.Reference.Build(), Batch, declaration.Categories);
        foreach (var tensor in oracle.Tensors)
        {
            model.Parameters.SetKept(tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
        }

        var output = new float[Batch * model.Info.OutputSize];
        model.Forward(oracle.Input, output);
        oracle.AssertEqual("output of inference", output, Tolerance);
        model.ForwardTraining(oracle.Input);
        oracle.AssertEqual("output of training", model.Output, Tolerance);
        model.Backward(oracle.OutputGradient);
        oracle.AssertEqual("gradient of the input", model.InputGradient, Tolerance);
        foreach (var tensor in oracle.Tensors)
        {
            oracle.AssertEqual($"gradient of {tensor.Name}", Values(model.Gradients, tensor), Tolerance);
        }

        if (oracle.IsIllConditioned)
        {
            return false;
        }

        ParameterVector direction = model.Parameters.CreateLike(), product = model.Parameters.CreateLike();
        foreach (var tensor in oracle.Tensors)
        {
            direction.SetKept(tensor.Name, ValueRecipe.Initial($"direction.{tensor.Name}", tensor.Shape));
        }

        model.HessianProduct(oracle.Input, oracle.Labels, direction, product);
        oracle.AssertProductsEqual(direction, tensor => Values(product, tensor), 5 * Tolerance, zero: 1e-8);
        return true;
    }

    private static float[] Values(ParameterVector vector, ReferenceTensor tensor)
    {
        var values = new float[tensor.Values.Length];
        vector.GetTensor(tensor.Name, values);
        return values;
    }
}
