namespace SparseGen.Tests.Models;

/// <summary>Four blocks of 16 x 16: whole vectors, no padding.</summary>
[Model]
[TokenInput(tokens: 9, channels: 64)]
[BlockDiagonal(64, Name = "blocks16"), Activation(ActivationKind.Gelu), Monarch(64, Name = "square")]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class RoundMonarch;

/// <summary>Nothing but a Monarch map, so that the output is its matrix times the input.</summary>
[Model]
[VectorInput(10)]
[Monarch(7, Blocks = 3)]
public sealed partial class OnlyMonarch;

/// <summary>Nothing but a block-diagonal map of more outputs than inputs.</summary>
[Model]
[VectorInput(7)]
[BlockDiagonal(11, Blocks = 3)]
public sealed partial class OnlyBlocks;

/// <summary>Five blocks that divide nothing: inputs are padded, outputs cut off, both ways.</summary>
[Model]
[TokenInput(tokens: 7, channels: 37)]
[BlockDiagonal(23, Blocks = 5, Name = "narrow"), Activation(ActivationKind.Gelu)]
[BlockDiagonal(31, Blocks = 7, Bias = false, Name = "wide")]
[Monarch(53, Blocks = 5, Name = "up"), Activation(ActivationKind.GeluTanh), Monarch(19, Blocks = 3, Name = "down", Bias = false)]
[LayerNorm, TokenMean, Linear(5)]
public sealed partial class OddMonarch;

/// <summary>Blocks of a single input or output, as many as there are numbers, and one block only.</summary>
[Model]
[VectorInput(5)]
[BlockDiagonal(5, Blocks = 5, Name = "diagonal"), Activation(ActivationKind.GeluTanh)]
[Monarch(7, Blocks = 5, Name = "most"), Monarch(6, Blocks = 1, Name = "one"), BlockDiagonal(3, Blocks = 2, Name = "last")]
public sealed partial class TinyMonarch;

/// <summary>All blocks the same: the gradient of the weight is a sum over the blocks too. 7 x 5, then padded.</summary>
[Model]
[TokenInput(tokens: 6, channels: 20)]
[BlockDiagonal(28, Blocks = 4, Shared = true, Name = "kron"), Activation(ActivationKind.Gelu)]
[BlockDiagonal(33, Blocks = 5, Shared = true, Name = "padded")]
[TokenMean, Linear(4)]
public sealed partial class SharedBlocks;

/// <summary>Blocks wider than a panel, and more than one panel each.</summary>
[Model]
[VectorInput(150)]
[BlockDiagonal(135, Blocks = 3, Name = "first"), Activation(ActivationKind.Relu), Monarch(210, Blocks = 3, Name = "second"), Linear(4)]
public sealed partial class WideMonarch;

/// <summary>Monarch maps in both mixings, numbers of tokens and channels that the blocks do not divide.</summary>
[Model]
[TokenInput(tokens: 11, channels: 14)]
[MixerBlock(tokenHidden: 6, channelHidden: 25, TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Monarch, Blocks = 3, Repeat = 2)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class MonarchMixer;

/// <summary>Monarch maps of the tokens alone, without padding.</summary>
[Model]
[TokenInput(tokens: 16, channels: 33)]
[MixerBlock(tokenHidden: 24, channelHidden: 9, TokenMap = LinearMap.Monarch, Bias = false)]
[MixerBlock(tokenHidden: 8, channelHidden: 9, TokenMap = LinearMap.Monarch)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class TokenMonarch;

/// <summary>Monarch maps of the channels alone, as in the models of the paper.</summary>
[Model]
[TokenInput(tokens: 10, channels: 32)]
[MixerBlock(tokenHidden: 5, channelHidden: 128, ChannelMap = LinearMap.Monarch)]
[LayerNorm, TokenMean, Linear(3)]
public sealed partial class ChannelMonarch;

/// <summary>Tokens of a single channel: strides and extents of 1 where there are many tokens.</summary>
[Model]
[TokenInput(tokens: 12, channels: 1)]
[MixerBlock(tokenHidden: 5, channelHidden: 3, Epsilon = 0.25f)]
[MixerBlock(tokenHidden: 8, channelHidden: 3, Epsilon = 0.25f, TokenMap = LinearMap.Monarch)]
[TokenMean, Linear(3)]
public sealed partial class SingleChannelMonarch;

/// <summary>I kron B alone.</summary>
[Model]
[VectorInput(6)]
[BlockDiagonal(9, Blocks = 3, Shared = true)]
public sealed partial class OnlySharedBlocks;

/// <summary>Four blocks of 2 x 2 for 7 inputs and 5 outputs: three would do for the outputs alone.</summary>
[Model]
[VectorInput(7)]
[BlockDiagonal(5, Blocks = 4, Shared = true)]
public sealed partial class CutSharedBlocks;
