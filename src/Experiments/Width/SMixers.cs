namespace SparseGen.Experiments;

/// <summary>S-Mixer with 173 tokens of 16 channels, effective width 2,768.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 16)]
[SMixerBlock(Tokens = 173), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS173C16;

/// <summary>S-Mixer with 113 tokens of 32 channels, effective width 3,616.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 32)]
[SMixerBlock(Tokens = 113), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS113C32;

/// <summary>S-Mixer with 83 tokens of 48 channels, effective width 3,984.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 48)]
[SMixerBlock(Tokens = 83), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS83C48;

/// <summary>S-Mixer with 64 tokens of 64 channels, effective width 4,096.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 64)]
[SMixerBlock(Tokens = 64), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS64C64;

/// <summary>S-Mixer with 48 tokens of 83 channels, effective width 3,984.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 83)]
[SMixerBlock(Tokens = 48), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS48C83;

/// <summary>S-Mixer with 32 tokens of 113 channels, effective width 3,616.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 113)]
[SMixerBlock(Tokens = 32), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS32C113;

/// <summary>S-Mixer with 16 tokens of 173 channels, effective width 2,768.</summary>
[Model]
[ImageInput(28, 28, 1), PatchEmbedding(4, 173)]
[SMixerBlock(Tokens = 16), SMixerBlock(Repeat = 3)]
[LayerNorm(Epsilon = 1e-5f), TokenMean, Linear(10)]
internal sealed partial class SMixerS16C173;
