namespace SparseGen.Models;

// The networks of Scaling MLPs (Bachmann et al. 2023, arXiv 2306.13575), which flatten the image and know nothing of pixels that are neighbours. Initial
// values of the blocks are PyTorch's, as in the authors' code.

/// <summary>
/// B_6-Wi_512: six inverted bottleneck blocks of width 512 and expansion 4, for colour images of 32 x 32 pixels in ten classes; 14,182,922 parameters. As in
/// the authors' code no layer norm follows the last block.
/// </summary>
[Model]
[ImageInput(height: 32, width: 32, channels: 3)]
[Flatten, Linear(512)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(10)]
public sealed partial class BottleneckMlp6Width512;

/// <summary>
/// S-MLP, the standard MLP of depth 6 and width 2048: a linear embedding and five blocks ReLU(W LN(z) + b), for grey images of 28 x 28 pixels in ten
/// classes. With the paper's images, 64 x 64 x 3 in 11,230 classes, it would have 69.2 million parameters (the paper: about 70); here it has 22,630,410.
/// </summary>
[Model]
[ImageInput(height: 28, width: 28, channels: 1)]
[Flatten, Linear(2048)]
[StandardMlpBlock(2048, ActivationLast = true, Activation = ActivationKind.Relu, Repeat = 5)]
[Linear(10)]
public sealed partial class StandardMlp;
