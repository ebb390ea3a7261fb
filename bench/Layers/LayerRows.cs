namespace SparseGen.Bench.Layers;

/// <summary>The layers that are measured: every kind that the product has.</summary>
internal static class LayerRows
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<LayerRow> All { get; } =
    [
        LayerRow.Of<Dense2048, Dense2048>("Linear"),
        LayerRow.Of<ChannelLinear, Dense2048>("Linear of 64 channels"),
        LayerRow.Of<TokenMap, Dense2048>("TokenLinear"),
        LayerRow.Of<KroneckerMap, Dense2048>("Kronecker"),
        LayerRow.Of<IdentityKronecker, Dense2048>("PermutedKronecker 64, none"),
        LayerRow.Of<CommutedKronecker, Dense2048>("PermutedKronecker 32, commutation"),
        LayerRow.Of<RandomKronecker, Dense2048>("PermutedKronecker 64, random"),
        LayerRow.Of<SMixer, Dense2048>("SMixerBlock"),
        LayerRow.Of<RandomSMixer, Dense2048>("SMixerBlock, random (RP)"),
        LayerRow.Of<MonarchSMixer, Dense2048>("SMixerBlock, Monarch"),
        LayerRow.Of<SparseSMixer, Dense2048>("SMixerBlock, sparse 0.1"),
        LayerRow.Of<Mixer, Dense2048>("MixerBlock"),
        LayerRow.Of<RandomMixer, Dense2048>("MixerBlock, random (RP)"),
        LayerRow.Of<MonarchMixer, Dense2048>("MixerBlock, Monarch"),
        LayerRow.Of<SparseMixer, Dense2048>("MixerBlock, sparse 0.1"),
        LayerRow.Of<Blocks4, Dense2048>("BlockDiagonal, 4 blocks"),
        LayerRow.Of<Blocks16, Dense2048>("BlockDiagonal, 16 blocks"),
        LayerRow.Of<SquareMonarch4, Dense2048>("Monarch, 4 blocks"),
        LayerRow.Of<SquareMonarch16, Dense2048>("Monarch, 16 blocks"),
        LayerRow.Of<MonarchUp, DenseUp>("Monarch, 4 blocks, wider"),
        LayerRow.Of<MonarchDown, DenseDown>("Monarch, 4 blocks, narrower"),
        LayerRow.Of<StandardMlp, Dense1024>("StandardMlpBlock"),
        LayerRow.Of<BottleneckMlp, Dense1024>("BottleneckMlpBlock"),
        LayerRow.Of<Sparse512Of10, TwoDense512>("SparseLinear 0.1", copies: 2),
        LayerRow.Of<Sparse512Of5, TwoDense512>("SparseLinear 0.05", copies: 2),
        LayerRow.Of<Sparse512Of2, TwoDense512>("SparseLinear 0.02", copies: 2),
        LayerRow.Of<Sparse1024Of30, TwoDense1024>("SparseLinear 0.3", copies: 2),
        LayerRow.Of<Sparse1024Of10, TwoDense1024>("SparseLinear 0.1", copies: 2),
        LayerRow.Of<Sparse1024Of5, TwoDense1024>("SparseLinear 0.05", copies: 2),
        LayerRow.Of<Sparse1024Of2, TwoDense1024>("SparseLinear 0.02", copies: 2),
        LayerRow.Of<Sparse2048Of10, TwoDense2048>("SparseLinear 0.1", copies: 2),
        LayerRow.Of<Sparse2048Of5, TwoDense2048>("SparseLinear 0.05", copies: 2),
        LayerRow.Of<Sparse2048Of2, TwoDense2048>("SparseLinear 0.02", copies: 2),
        LayerRow.Of<SparseBlock512Of10, TwoDense512>("SparseMlpBlock 0.1", copies: 2),
        LayerRow.Of<SparseBlock512Of2, TwoDense512>("SparseMlpBlock 0.02", copies: 2),
        LayerRow.Of<SparseBlock1024Of10, TwoDense1024>("SparseMlpBlock 0.1", copies: 2),
        LayerRow.Of<SparseBlock1024Of2, TwoDense1024>("SparseMlpBlock 0.02", copies: 2),
        LayerRow.Of<SparseBlock2048Of10, TwoDense2048>("SparseMlpBlock 0.1", copies: 2),
        LayerRow.Of<SparseBlock2048Of2, TwoDense2048>("SparseMlpBlock 0.02", copies: 2),
        LayerRow.Of<Norm, Dense2048>("LayerNorm (memory-bound)"),
        LayerRow.Of<Gelu, Dense2048>("Activation, GELU (memory-bound)"),
    ];
}
