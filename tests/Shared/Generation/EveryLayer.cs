namespace SparseGen.Tests.Generation;

/// <summary>Declarations in which no layer is missing, for what is true of all generated text.</summary>
internal static class EveryLayer
{
    /// <summary>Models with every layer, so that all kernels are there; X stands for the namespace of the attributes.</summary>
    public const string Template = """
        [X.Block, X.LayerNorm, X.Linear(4)]
        internal sealed partial class Part;

        [X.Model(HessianProducts = true), X.ImageInput(4, 4, 1), X.PatchEmbedding(2, 6)]
        [X.MixerBlock(3, 5, Dropout = 0.25, StochasticDepth = 0.25, Repeat = 2), X.SMixerBlock, X.TokenLinear(3), X.Kronecker(2, 4)]
        [X.Transpose, X.Linear(6), X.Reshape(8, 3), X.SoftmaxGate, X.Product<Part, Part>, X.Use<Part>(Product = true), X.Affine, X.LayerScale(0.1)]
        [X.ResMlpBlock(5), X.GMlpBlock(6), X.Linear(8), X.SpatialGate, X.Gate, X.Linear(3)]
        [X.LayerNorm, X.TokenMean, X.Linear(2)]
        internal sealed partial class DenseLayers BODY

        [X.Model(HessianProducts = true), X.TokenInput(6, 4), X.Use<Part>(Residual = true)]
        [X.MixerBlock(3, 6, TokenMap = X.LinearMap.Sparse, ChannelMap = X.LinearMap.Monarch, Density = 0.5, Blocks = 2, Permutation = X.Permutation.Random, Seed = 1)]
        [X.PermutedKronecker(4, Before = X.Permutation.Random, After = X.Permutation.Random, Seed = 2, Repeat = 2), X.Flatten]
        [X.SparseLinear(12, 0.5), X.SparseLinear(8, 0.5), X.SparseMlpBlock(0.5)]
        [X.BlockDiagonal(8), X.Monarch(8), X.LowRank(8, 3), X.BlockTensorTrain(8, 2, 2), X.StandardMlpBlock(8), X.BottleneckMlpBlock(2)]
        internal sealed partial class StructuredLayers BODY

        [X.Model(HessianProducts = true), X.ImageInput(5, 4, 2), X.Convolution(4, 3, 1, 1, 2), X.DepthwiseConvolution(3, 1, 1), X.MaxPool(2, 1), X.AveragePool(2, 1, 1)]
        [X.ImageTokens, X.DepthwiseConvolution1d(3), X.TokenImage(5, 4), X.ConvMlpBlock(5), X.GlobalAveragePool]
        internal sealed partial class ImageLayers BODY

        [X.Model(HessianProducts = true), X.VectorInput(9), X.Dropout(0.25), X.DiagonalLinear, X.Activation(X.ActivationKind.Gelu), X.FeatureSum]
        internal sealed partial class VectorLayers BODY

        [X.Model(HessianProducts = true), X.VectorInput(9), X.BatchEnsemble(3, 4), X.BatchEnsemble(3, 4), X.MemberLinear(2)]
        internal sealed partial class MemberLayers BODY

        [X.Model(HessianProducts = true), X.TokenInput(6, 4), X.Linear(3), X.ReversibleInstanceNorm, X.LayerNorm(OverTokens = true), X.TokenLinear(X.LayerSize.Same)]
        [X.UndoInstanceNorm, X.BatchNorm, X.BatchNorm(OverTokens = true)]
        [X.ChannelsAsBatch, X.Patches(4, 1), X.GatedMixerBlock(2, Dropout = 0.25), X.TokenLinear(2), X.TokenMean, X.BatchAsChannels, X.Flatten]
        internal sealed partial class SeriesLayers BODY

        [X.Model(HessianProducts = true), X.VectorInput(5), X.Input("other", 3), X.Embedding(4, 3, 2), X.Linear(6), X.Join("other"), X.Linear(2)]
        internal sealed partial class CategoryLayers BODY
        """;
}
