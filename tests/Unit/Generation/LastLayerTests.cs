using System.Runtime.Loader;

namespace SparseGen.Tests.Generation;

/// <summary>
/// Inference and training plan their places in memory apart: whatever layer comes last and however often it is repeated, both give the same numbers.
/// </summary>
public sealed class LastLayerTests
{
    // Once there is no loop, and its result lies in one of two places for an even and for an odd number; PlanMachineTests goes on to five.
    private const int MostRepetitions = 3, Batch = 3;

    // Both run the same sums, but may fuse other ops to them.
    private const float Tolerance = 1e-6f;

    /// <summary>Every layer that can follow itself, on two tokens of three channels.</summary>
    private static readonly string[] Layers =
    [
        "Linear(3)", "TokenLinear(2)", "Kronecker(2, 3)", "BlockDiagonal(3, Blocks = 2)", "Monarch(3, Blocks = 2)", "SparseLinear(3, 0.7)", "PermutedKronecker(3)",
        "DiagonalLinear", "LayerNorm", "Activation(ActivationKind.Gelu)", "MixerBlock(2, 4)", "SMixerBlock", "SMixerBlock(Tokens = 2)", "SparseMlpBlock(0.7)",
        "SparseMlpBlock(0.7, Expansion = 2)", "StandardMlpBlock(3)", "BottleneckMlpBlock(2)", "GatedMixerBlock(2)", "Use<Part>", "Use<Part>(Residual = true)", "Use<Inner>",
        "Use<Inner>(Product = true)", "Product<Part,Inner>", "Affine", "LayerScale(0.3)", "SoftmaxGate", "ResMlpBlock(5)", "GMlpBlock(6)", "MixerBlock(2, 4, Gated = true)",
        "BatchNorm(Momentum = 1)", "BatchNorm(Momentum = 1, OverTokens = true, Affine = false)",
        "Activation(ActivationKind.Softmax)", "Activation(ActivationKind.Softplus)", "LowRank(3, 2)", "BlockTensorTrain(3, 2, 1)", "BatchEnsemble(2, 3)", "MemberLinear(3)",
    ];

    /// <summary>What can come behind it and is a place of its own, a view of what was before it, or nothing at all in inference.</summary>
    private static readonly string[] Ends = ["", ", Flatten", ", TokenMean", ", FeatureSum", ", Dropout(0.25)", ", Flatten, Dropout(0.25)", ", Dropout(0.25), Flatten"];

    private static readonly string[] Declarations =
    [
        "VectorInput(3), Embedding(2, 4)", "VectorInput(1), Embedding(1, 4)", "TokenInput(2, 3), Embedding(2, 4, 5), Flatten", "TokenInput(2, 3), Embedding(2, 4, 5)",
        "VectorInput(3), Input(\"other\", 2), Join(\"other\")", "TokenInput(2, 3), Input(\"other\", 2), Join(\"other\")",
        "TokenInput(2, 3), Input(\"other\", 2, Tokens = 2), Linear(4), Join(\"other\"), Embedding(3, 5)",
        "ImageInput(2, 3, 1), PatchEmbedding(1, 3)", "ImageInput(2, 3, 1), PatchEmbedding(1, 3), Flatten", "ImageInput(2, 3, 1), Flatten", "TokenInput(2, 3), Flatten",
        "TokenInput(2, 3), TokenMean", "TokenInput(2, 3), FeatureSum", "TokenInput(2, 3), Dropout(0.25)", "TokenInput(2, 3), Flatten, Linear(6, Repeat = 3)",
        "TokenInput(2, 3), ReversibleInstanceNorm, TokenLinear(2), UndoInstanceNorm", "TokenInput(2, 1), ReversibleInstanceNorm, TokenLinear(3), UndoInstanceNorm, Flatten",
        "TokenInput(4, 2), ChannelsAsBatch, Patches(2, 2), Linear(3), BatchAsChannels", "TokenInput(4, 2), ChannelsAsBatch, BatchAsChannels", "TokenInput(4, 2), Patches(2, 1)",
        "VectorInput(4), Patches(2, 2)", "TokenInput(4, 1), ChannelsAsBatch, Patches(2, 1), GatedMixerBlock(2, Repeat = 2), BatchAsChannels, Flatten",
        "TokenInput(2, 3), Reshape(3, 2)", "TokenInput(2, 3), Reshape(6, 1), Linear(2), Reshape(3, 4), Dropout(0.25)",
        "TokenInput(2, 3), Transpose", "TokenInput(2, 3), Linear(3), Transpose, Flatten",
        "TokenInput(2, 4), Gate", "TokenInput(2, 4), Linear(8), Gate, Flatten", "TokenInput(2, 4), SpatialGate", "TokenInput(2, 4), Linear(8), SpatialGate, Flatten",
        "ImageInput(3, 4, 2), Convolution(3, 2)", "ImageInput(3, 4, 2), Convolution(4, 3, 2, 1, 2, Repeat = 1), ImageTokens",
        "ImageInput(3, 4, 2), Convolution(2, 3, 1, 1, Repeat = 3)",
        "ImageInput(3, 4, 1), Convolution(2, 1)", "ImageInput(3, 4, 2), DepthwiseConvolution(3, 1, 1, Repeat = 2), Flatten", "ImageInput(3, 4, 2), DepthwiseConvolution(2, 2)",
        "ImageInput(3, 4, 2), MaxPool(2)", "ImageInput(3, 4, 2), ConvMlpBlock(5)", "ImageInput(3, 4, 2), ConvMlpBlock(5, Repeat = 2), ImageTokens",
        "ImageInput(3, 4, 2), MaxPool(3, 1, 1, Repeat = 2), ImageTokens", "ImageInput(3, 4, 2), AveragePool(2, 1, 1)",
        "ImageInput(3, 4, 2), GlobalAveragePool", "ImageInput(3, 4, 2), ImageTokens", "TokenInput(6, 3), TokenImage(2, 3)", "TokenInput(4, 1), TokenImage",
        "TokenInput(5, 3), DepthwiseConvolution1d(2)", "TokenInput(5, 3), DepthwiseConvolution1d(3, true, Repeat = 2), Flatten",
        "ImageInput(3, 4, 2), Activation(ActivationKind.Gelu)",
        "ImageInput(3, 4, 2), Convolution(2, 3, 1, 1), Activation(ActivationKind.Gelu), Convolution(2, 3, 1, 1), Activation(ActivationKind.Relu)",
        "ImageInput(2, 3, 2), BatchNorm(Momentum = 1)", "ImageInput(2, 3, 2), BatchNorm(Momentum = 1), Flatten", "VectorInput(3), BatchNorm(Momentum = 1)",
        "VectorInput(3), BatchEnsemble(2, 4)", "VectorInput(3), BatchEnsemble(1, 3), Flatten", "TokenInput(2, 3), MemberLinear(4), Flatten",
        "VectorInput(3), FeatureSum", "VectorInput(3), Linear(3, Repeat = 3), Dropout(0.25)",
        .. from layer in Layers
           from repeat in Enumerable.Range(1, MostRepetitions)
           from end in layer is "Linear(3)" or "MixerBlock(2, 4)" ? Ends : Ends[..2]
           select $"TokenInput(2, 3), {Repeated(layer, repeat)}{end}",
    ];

    [Fact]
    public void InferenceGivesWhatTrainingGives()
    {
        var harness = new GeneratorHarness($$"""
            using SparseGen;

            [Block, LayerNorm(Epsilon = 0.1f), Linear(3)]
            public sealed partial class Part;

            [Block, Linear(3, Repeat = 3)]
            public sealed partial class Inner;

            {{string.Join("\n", Declarations.Select((layers, number) => $"[Model, {layers}] public sealed partial class M{number};"))}}
            """);
        using var image = new MemoryStream();
        var emitted = harness.CompileForwardPasses().Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext("LastLayers", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            Assert.All(Declarations.Select((layers, number) => Difference(assembly.GetType($"M{number}", throwOnError: true)!, layers)), Assert.Null);
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Every layer is the last one of some declaration, but for those that another one has to close.</summary>
    [Fact]
    public void EveryLayerIsLast() => Assert.All(
        typeof(LayerAttribute).Assembly.GetTypes().Where(type =>
            type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && !type.Name.Contains("Input", StringComparison.Ordinal)
            && type != typeof(ReversibleInstanceNormAttribute) && type != typeof(ChannelsAsBatchAttribute)),
        layer => Assert.Contains(
            Declarations,
            layers => layers.Split(", ").Last(IsLayer).Split('(', '<')[0] == layer.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal)));

    private static bool IsLayer(string part) =>
        char.IsLetter(part[0]) && (part.Contains('(', StringComparison.Ordinal) || !part.Contains('=', StringComparison.Ordinal));

    private static string? Difference(Type type, string layers)
    {
        using var model = (ITestModel)Activator.CreateInstance(
            typeof(TestModel<>).MakeGenericType(type), Activator.CreateInstance(type, Batch, Device.CpuWithThreads(1), 0ul))!;
        foreach (var tensor in model.Info.Tensors)
        {
            model.Parameters.SetKept(tensor.Name, ValueRecipe.Initial(tensor.Name, tensor.Shape));
        }

        var input = ValueRecipe.Input(model.Info, Batch);
        var inferred = new float[Batch * model.Info.OutputSize];
        model.ForwardTraining(input);
        foreach (var tensor in model.Info.Tensors.Where(static tensor => tensor.Name.EndsWith("running_var", StringComparison.Ordinal)))
        {
            // With a momentum of 1 inference has the statistics of the batch, but for the variance, which is the unbiased one.
            var variance = new float[tensor.Shape[0]];
            model.Parameters.GetTensor(tensor.Name, variance);
            var count = (float)Batch * model.Info.InputSize / variance.Length;
            model.Parameters.SetTensor(tensor.Name, Array.ConvertAll(variance, value => value * (count - 1) / count));
        }

        model.Forward(input, inferred);
        var noise = layers.Contains("Dropout", StringComparison.Ordinal);
        for (var i = 0; i < inferred.Length; i++)
        {
            // Dropout as the last layer leaves a number out or divides it by what it keeps.
            var trained = model.Output[i];
            var expected = !noise ? trained : trained == 0 ? inferred[i] : trained * 0.75f;
            if (!(Math.Abs(inferred[i] - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
            {
                return $"[{layers}]: output {i} is {inferred[i]:G9} in inference and {trained:G9} in training";
            }
        }

        return null;
    }

    private static string Repeated(string layer, int repeat) =>
        layer.EndsWith(')') ? $"{layer[..^1]}, Repeat = {repeat})" : $"{layer}(Repeat = {repeat})";
}
