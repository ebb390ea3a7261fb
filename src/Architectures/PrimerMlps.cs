namespace SparseGen.Models;

/// <summary>
/// What Primer (So et al. 2021, arXiv 2109.08668) changes, in an MLP over sequences: behind the map to the hidden width a depthwise convolution over the last three tokens, and a
/// squared ReLU.
/// </summary>
[Block]
[LayerNorm, Linear(512, Name = "fc1"), DepthwiseConvolution1d(3, causal: true, Name = "conv"), Activation(ActivationKind.SquaredRelu), Linear(LayerSize.Same, Name = "fc2")]
public sealed partial class PrimerMlpBlock;

/// <summary>Sequences of 256 tokens of 128 channels through 6 blocks, of which each token sees the last 13: what comes out at a token depends on none behind it.</summary>
[Model]
[TokenInput(tokens: 256, channels: 128)]
[Use<PrimerMlpBlock>(Residual = true, Repeat = 6, Name = "blocks"), LayerNorm, Linear(128)]
public sealed partial class PrimerMlp;
