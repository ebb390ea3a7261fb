namespace SparseGen.Tests.Structure;

/// <summary>One mixing of S-Mixer as the theory has it: phi(phi(W X) V), without layer norm, skip and biases, to 6 tokens of 5 channels.</summary>
[Block]
[TokenLinear(6, Bias = false), Activation(ActivationKind.Gelu), Linear(5, Bias = false), Activation(ActivationKind.Gelu)]
public sealed partial class TheoryMixing;

/// <summary>S-Mixer without skips: a first mixing with oblong weights, then two with square ones.</summary>
[Model]
[TokenInput(tokens: 7, channels: 4)]
[Use<TheoryMixing>, Use<TheoryMixing>(Repeat = 2)]
public sealed partial class TheorySMixer;

/// <summary>A block of MLP-Mixer without layer norms, skips and biases, with an activation behind either MLP.</summary>
[Block]
[TokenLinear(9, Bias = false), Activation(ActivationKind.Gelu), TokenLinear(7, Bias = false), Activation(ActivationKind.Gelu)]
[Linear(11, Bias = false), Activation(ActivationKind.Gelu), Linear(4, Bias = false), Activation(ActivationKind.Gelu)]
public sealed partial class SkiplessBlock;

/// <summary>MLP-Mixer without skips.</summary>
[Model]
[TokenInput(tokens: 7, channels: 4)]
[Use<SkiplessBlock>(Repeat = 2)]
public sealed partial class SkiplessMixer;

/// <summary>The token mixing of S-Mixer as a PK layer.</summary>
[Block]
[LayerNorm(Epsilon = 1e-5f), PermutedKronecker(7, Before = Permutation.Commutation, After = Permutation.InverseCommutation)]
public sealed partial class PermutedTokenMixing;

/// <summary>The channel mixing of S-Mixer as a PK layer.</summary>
[Block]
[LayerNorm(Epsilon = 1e-5f), PermutedKronecker(5)]
public sealed partial class PermutedChannelMixing;

/// <summary>A block of S-Mixer from PK layers.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Use<PermutedTokenMixing>(Residual = true), Use<PermutedChannelMixing>(Residual = true)]
public sealed partial class PermutedSMixerBlock;

/// <summary>The same block as a layer.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[SMixerBlock]
public sealed partial class SingleSMixerBlock;

/// <summary>An RP-Mixer block. With this seed all four of its random permutations happen to be the identity.</summary>
[Model]
[TokenInput(tokens: 2, channels: 2)]
[MixerBlock(tokenHidden: 3, channelHidden: 5, Epsilon = 0.25f, Permutation = Permutation.Random, Seed = IdentityRandomMixer.IdentitySeed)]
public sealed partial class IdentityRandomMixer
{
    /// <summary>The first of its kind.</summary>
    public const int IdentitySeed = 217467;
}

/// <summary>The same block without permutations.</summary>
[Model]
[TokenInput(tokens: 2, channels: 2)]
[MixerBlock(tokenHidden: 3, channelHidden: 5, Epsilon = 0.25f)]
public sealed partial class SmallestMixer;

/// <summary>The channel MLP of formula S.23: what stands between its layers cancels.</summary>
[Model]
[TokenInput(tokens: 6, channels: 35)]
[PermutedKronecker(35, After = Permutation.Random, AfterSeed = 5)]
[PermutedKronecker(35, Before = Permutation.InverseRandom, Seed = 5, Activation = ActivationKind.None)]
public sealed partial class CancelledChannels;

/// <summary>The same without anything between the layers.</summary>
[Model]
[TokenInput(tokens: 6, channels: 35)]
[PermutedKronecker(35), PermutedKronecker(35, Activation = ActivationKind.None)]
public sealed partial class BareChannels;

/// <summary>A square Monarch map alone.</summary>
[Model]
[VectorInput(25)]
[Monarch(25, Blocks = 5, Bias = false)]
public sealed partial class SquareMonarch;

/// <summary>A Kronecker layer alone.</summary>
[Model]
[TokenInput(tokens: 4, channels: 3)]
[Kronecker(5, 2)]
public sealed partial class OnlyKronecker;

/// <summary>Linear layers as a block.</summary>
[Block]
[Linear(3), TokenLinear(4)]
public sealed partial class LinearPart;

/// <summary>A linear block and its skip.</summary>
[Model]
[TokenInput(tokens: 4, channels: 3)]
[Use<LinearPart>(Residual = true)]
public sealed partial class LinearResidual;

/// <summary>A PK layer for use in loops.</summary>
[Block]
[PermutedKronecker(3, Before = Permutation.InverseRandom, After = Permutation.Random, Seed = 4, Activation = ActivationKind.None, Repeat = 2)]
public sealed partial class PermutedPair;

/// <summary>Linear PK layers in two loops, one inside the other, and one of a single block.</summary>
[Model]
[VectorInput(12)]
[Use<PermutedPair>(Repeat = 2)]
[PermutedKronecker(12, Before = Permutation.Random, After = Permutation.Commutation, Activation = ActivationKind.None, Name = "last")]
public sealed partial class PermutedInLoops;

/// <summary>A few weights whose matrix is a little too large to be written out: 4160 x 4160.</summary>
[Model]
[TokenInput(tokens: 65, channels: 64)]
[PermutedKronecker(64, Activation = ActivationKind.None, Bias = false)]
public sealed partial class LongPermuted;
