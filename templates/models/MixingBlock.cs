using SparseGen;

namespace SparseGenModels;

/// <summary>Layers that models use: whatever shape [tokens, channels] comes in, it goes out again.</summary>
[Block]
[LayerNorm, SMixerBlock]
public sealed partial class MixingBlock;
