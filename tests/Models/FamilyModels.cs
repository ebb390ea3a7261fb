namespace SparseGen.Tests.Models;

/// <summary>
/// Structured layers of odd sizes together, so that OpenCL, whose drivers take seconds for a model, runs all of them; <c>DeviceCoverageTests</c>
/// tells what is missing there.
/// </summary>
[Model]
[TokenInput(tokens: 7, channels: 11)]
[SMixerBlock(TokenMap = LinearMap.Sparse, ChannelMap = LinearMap.Monarch, Blocks = 3, Density = 0.4, Seed = 2)]
[SMixerBlock(TokenMap = LinearMap.Monarch, ChannelMap = LinearMap.Sparse, Blocks = 2, Density = 0.35, Seed = 3)]
[MixerBlock(tokenHidden: 5, channelHidden: 13, ChannelMap = LinearMap.Sparse, Density = 0.3)]
[PermutedKronecker(7, Before = Permutation.Commutation, After = Permutation.Random, Seed = 4)]
[BlockDiagonal(13, Blocks = 3, Shared = true), Dropout(0.125), Flatten]
[SparseMlpBlock(0.1), StandardMlpBlock(19, Activation = ActivationKind.GeluTanh), BottleneckMlpBlock(2), Linear(3)]
public sealed partial class OddFamily;

/// <summary>A Kronecker layer of odd sizes that the simulator gets through, in front of another without a bias.</summary>
[Model]
[TokenInput(tokens: 5, channels: 3)]
[Kronecker(tokens: 7, channels: 11), Activation(ActivationKind.Gelu), Kronecker(tokens: 3, channels: 2, Bias = false, Name = "last")]
public sealed partial class OddKronecker;
