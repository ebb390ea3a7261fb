namespace SparseGen.Tests.Models;

/// <summary>PK layers on a vector: every kind of permutation; the commutations between the first two layers undo one another.</summary>
[Model]
[VectorInput(35)]
[PermutedKronecker(5, Before = Permutation.Random, After = Permutation.Commutation, Seed = 7)]
[PermutedKronecker(7, Before = Permutation.Commutation, After = Permutation.Random, Seed = 7, Activation = ActivationKind.Relu)]
[PermutedKronecker(1, Before = Permutation.InverseCommutation, After = Permutation.InverseRandom, AfterSeed = 3, Activation = ActivationKind.None)]
[PermutedKronecker(35, After = Permutation.InverseCommutation, Bias = false, Activation = ActivationKind.GeluTanh)]
[Linear(3)]
public sealed partial class PermutedVector;

/// <summary>An S-Mixer as PK layers, then random ones that are repeated.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[PermutedKronecker(7, Before = Permutation.Commutation, After = Permutation.InverseCommutation, Name = "mix_tokens")]
[PermutedKronecker(5, Name = "mix_channels")]
[PermutedKronecker(5, Before = Permutation.Random, After = Permutation.Random, Seed = -2, Activation = ActivationKind.SquaredRelu, Bias = false, Repeat = 3)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class PermutedTokens;

/// <summary>The two-layer MLP of formula S.22: what stands between its layers vanishes, also across an activation.</summary>
[Model]
[TokenInput(tokens: 6, channels: 35)]
[PermutedKronecker(6, Before = Permutation.Commutation, After = Permutation.Random, AfterSeed = 5, Activation = ActivationKind.None)]
[Activation(ActivationKind.Gelu)]
[PermutedKronecker(6, Before = Permutation.InverseRandom, After = Permutation.InverseCommutation, Seed = 5, Activation = ActivationKind.None)]
public sealed partial class CancelledPair;

/// <summary>The same without anything between the layers.</summary>
[Model]
[TokenInput(tokens: 6, channels: 35)]
[PermutedKronecker(6, Before = Permutation.Commutation)]
[PermutedKronecker(6, After = Permutation.InverseCommutation, Activation = ActivationKind.None)]
public sealed partial class BarePair;

/// <summary>RP-Mixer: a repeated group of blocks, and one block behind it.</summary>
[Model]
[TokenInput(tokens: 35, channels: 37)]
[MixerBlock(tokenHidden: 19, channelHidden: 53, Permutation = Permutation.Random, Seed = 11, Repeat = 2)]
[MixerBlock(tokenHidden: 5, channelHidden: 7, Permutation = Permutation.Random, Seed = 11, Activation = ActivationKind.Relu, Bias = false)]
[MixerBlock(tokenHidden: 3, channelHidden: 40, Permutation = Permutation.Random, Repeat = 2)]
[LayerNorm, TokenMean, Linear(10)]
public sealed partial class RandomMixer;

/// <summary>A small RP-Mixer.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[MixerBlock(tokenHidden: 3, channelHidden: 11, Permutation = Permutation.Random, Seed = 1, Repeat = 2)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class PrimeRandomMixer;

/// <summary>A single number has only one order, so this is the Mixer.</summary>
[Model]
[TokenInput(tokens: 1, channels: 1)]
[MixerBlock(tokenHidden: 1, channelHidden: 1, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 0.25f), TokenMean, Linear(1)]
public sealed partial class UnitRandomMixer;

/// <summary>Ends with a permutation, and has one whose input is the model's.</summary>
[Model]
[TokenInput(tokens: 4, channels: 3)]
[PermutedKronecker(2, Before = Permutation.InverseCommutation, After = Permutation.Random, Activation = ActivationKind.None, Repeat = 2)]
public sealed partial class PermutedEnds;

/// <summary>Token mixing, then channel mixing, both linear: r(WXV) = (W kron V^T) r(X).</summary>
[Model]
[TokenInput(tokens: 4, channels: 6)]
[PermutedKronecker(4, Before = Permutation.Commutation, After = Permutation.InverseCommutation, Activation = ActivationKind.None, Bias = false)]
[PermutedKronecker(6, Activation = ActivationKind.None, Bias = false)]
public sealed partial class LinearMixer;

/// <summary>One linear PK layer with two random permutations: an explicit matrix.</summary>
[Model]
[TokenInput(tokens: 4, channels: 6)]
[PermutedKronecker(3, Before = Permutation.Random, After = Permutation.Random, Seed = 21, Activation = ActivationKind.None, Bias = false)]
public sealed partial class LinearPermuted;

/// <summary>RP-S-Mixer, whose first block changes the number of tokens: the permutations around its mixing have two lengths.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[SMixerBlock(Tokens = 6, Permutation = Permutation.Random, Seed = 2)]
[SMixerBlock(Permutation = Permutation.Random, Seed = 2, Repeat = 2)]
[LayerNorm, TokenMean, Linear(2)]
public sealed partial class RandomSMixer;
