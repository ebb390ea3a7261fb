namespace SparseGen.Models;

// The three networks that figure 5 of Hayase and Karakida (2024, arXiv 2306.01470) compares at a fixed number of connections, Omega = 2^18 a layer,
// for grey images of 28 x 28 pixels in ten classes. As there they have 8 blocks and layer norms with epsilon 1e-5; a patch of 4 gives 49 tokens of 16 pixels.

/// <summary>
/// S-Mixer at its widest for 2^18 connections, C = S = 64 and so an effective width of 4096: (C S^2 + C^2 S) / 2 = 2^18. The first token mixing goes
/// from 49 tokens to 64, with the skip LN(Wt X).
/// </summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[PatchEmbedding(patch: 4, features: 64)]
[SMixerBlock(Tokens = 64), SMixerBlock(Repeat = 7)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
public sealed partial class SMixer;

/// <summary>RP-S-Mixer: <see cref="SMixer"/> with two frozen random permutations around each mixing.</summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[PatchEmbedding(patch: 4, features: 64)]
[SMixerBlock(Tokens = 64, Permutation = Permutation.Random), SMixerBlock(Repeat = 7, Permutation = Permutation.Random)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
public sealed partial class RandomPermutationSMixer;

/// <summary>
/// SW-MLP: the embedded patches as one vector of m = 49 x 33 = 1617 numbers, then blocks with static random masks that keep 2^18 of the m^2 weights, a
/// density of 0.1003. The paper's widest has m = 1619, which 49 tokens do not divide.
/// </summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[PatchEmbedding(patch: 4, features: 33)]
[Flatten, SparseMlpBlock(density: 262144.0 / (1617 * 1617), Epsilon = 1e-5f, Repeat = 8)]
[Linear(10)]
public sealed partial class SparseWeightMlp;
