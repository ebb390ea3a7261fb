namespace SparseGen.Tests.Models;

/// <summary>An image as one vector: the first linear map reads the input itself.</summary>
[Model]
[ImageInput(height: 5, width: 4, channels: 3)]
[Flatten, Linear(7), Activation(ActivationKind.Gelu), Linear(3)]
public sealed partial class FlatImage;

/// <summary>Tokens as one vector in front of a loop, which starts where the tokens were computed.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Linear(3), Activation(ActivationKind.Gelu)]
[Flatten, BottleneckMlpBlock(2, Repeat = 3), Linear(4)]
public sealed partial class FlatBottleneck;

/// <summary>What a loop leaves as one vector, normalised as one.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[MixerBlock(tokenHidden: 3, channelHidden: 11, Repeat = 2)]
[Flatten, LayerNorm, Linear(3)]
public sealed partial class FlatMixer;

/// <summary>The input goes from a view into a loop, and nothing follows the loop.</summary>
[Model]
[TokenInput(tokens: 5, channels: 7)]
[Flatten, StandardMlpBlock(35, Repeat = 3)]
public sealed partial class FlatLoop;

/// <summary>A layer norm of tokens, which the backward pass computes again, behind a view; then a view as the output.</summary>
[Model]
[TokenInput(tokens: 5, channels: 7)]
[Linear(6), LayerNorm, Use<FlatPart>, LayerNorm(Epsilon = 0.25f)]
public sealed partial class FlatBlock;

/// <summary>A view inside of a block.</summary>
[Block]
[Activation(ActivationKind.Relu), Flatten, Linear(8)]
public sealed partial class FlatPart;

/// <summary>Nothing but a view.</summary>
[Model]
[ImageInput(height: 2, width: 3, channels: 2)]
[Flatten]
public sealed partial class OnlyFlat;

/// <summary>A view of a layer norm as the output.</summary>
[Model]
[TokenInput(tokens: 5, channels: 7)]
[Linear(3), LayerNorm(Epsilon = 0.25f), Flatten]
public sealed partial class FlatEnd;

/// <summary>A view of what an odd number of repetitions leaves, as the output: the result of the loop lies in the second of its two places.</summary>
[Model]
[TokenInput(tokens: 2, channels: 3)]
[Linear(3, Repeat = 3), Flatten]
public sealed partial class FlatOddLoop;

/// <summary>The same behind loops in a loop, and with noise that inference leaves out on either side of the view.</summary>
[Model]
[TokenInput(tokens: 7, channels: 5)]
[Use<Nested>(Repeat = 3), Dropout(0.25), Flatten, Dropout(0.125, Name = "dropout2")]
public sealed partial class FlatOddNest;
