namespace SparseGen.Bench.Gpu;

// A model a product: each linear map of FashionMixer and of Mixer-S/16 by itself, with its bias, at the sizes that it has there. Their passes are the kernels that the
// whole models launch, without what is fused behind them.

[Model, ImageInput(28, 28, 1), PatchEmbedding(4, 64, Name = "map")]
internal sealed partial class FashionPatches;

[Model, TokenInput(49, 64), TokenLinear(32, Name = "map")]
internal sealed partial class FashionTokensUp;

[Model, TokenInput(32, 64), TokenLinear(49, Name = "map")]
internal sealed partial class FashionTokensDown;

[Model, TokenInput(49, 64), Linear(256, Name = "map")]
internal sealed partial class FashionChannelsUp;

[Model, TokenInput(49, 256), Linear(64, Name = "map")]
internal sealed partial class FashionChannelsDown;

[Model, VectorInput(64), Linear(10, Name = "map")]
internal sealed partial class FashionHead;

[Model, ImageInput(224, 224, 3), PatchEmbedding(16, 512, Name = "map")]
internal sealed partial class MixerPatches;

[Model, TokenInput(196, 512), TokenLinear(256, Name = "map")]
internal sealed partial class MixerTokensUp;

[Model, TokenInput(256, 512), TokenLinear(196, Name = "map")]
internal sealed partial class MixerTokensDown;

[Model, TokenInput(196, 512), Linear(2048, Name = "map")]
internal sealed partial class MixerChannelsUp;

[Model, TokenInput(196, 2048), Linear(512, Name = "map")]
internal sealed partial class MixerChannelsDown;

[Model, VectorInput(512), Linear(1000, Name = "map")]
internal sealed partial class MixerHead;
