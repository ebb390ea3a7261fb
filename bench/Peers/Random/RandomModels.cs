// Written by: dotnet run -c Release --project bench/Peers -- draw --seed 1
using SparseGen.Models;

namespace SparseGen.Bench.Peers.Random;

/// <summary>Models that were drawn at random, and the batches that they are run with.</summary>
internal static class RandomModels
{
    public static IReadOnlyList<DrawnModel> All { get; } =
    [
        new(ModelEntry.Of<Random00>("Random00", "drawn at random"), 1),
        new(ModelEntry.Of<Random01>("Random01", "drawn at random"), 1),
        new(ModelEntry.Of<Random02>("Random02", "drawn at random"), 1),
        new(ModelEntry.Of<Random03>("Random03", "drawn at random"), 1),
        new(ModelEntry.Of<Random04>("Random04", "drawn at random"), 1),
        new(ModelEntry.Of<Random05>("Random05", "drawn at random"), 7),
        new(ModelEntry.Of<Random06>("Random06", "drawn at random"), 7),
        new(ModelEntry.Of<Random07>("Random07", "drawn at random"), 7),
        new(ModelEntry.Of<Random08>("Random08", "drawn at random"), 7),
        new(ModelEntry.Of<Random09>("Random09", "drawn at random"), 7),
        new(ModelEntry.Of<Random10>("Random10", "drawn at random"), 64),
        new(ModelEntry.Of<Random11>("Random11", "drawn at random"), 64),
        new(ModelEntry.Of<Random12>("Random12", "drawn at random"), 64),
        new(ModelEntry.Of<Random13>("Random13", "drawn at random"), 64),
        new(ModelEntry.Of<Random14>("Random14", "drawn at random"), 64),
        new(ModelEntry.Of<Random15>("Random15", "drawn at random"), 1000),
        new(ModelEntry.Of<Random16>("Random16", "drawn at random"), 1000),
        new(ModelEntry.Of<Random17>("Random17", "drawn at random"), 1000),
        new(ModelEntry.Of<Random18>("Random18", "drawn at random"), 1000),
        new(ModelEntry.Of<Random19>("Random19", "drawn at random"), 1000),
        new(ModelEntry.Of<Random20>("Random20", "drawn at random"), 1),
        new(ModelEntry.Of<Random21>("Random21", "drawn at random"), 1),
        new(ModelEntry.Of<Random22>("Random22", "drawn at random"), 1),
        new(ModelEntry.Of<Random23>("Random23", "drawn at random"), 1),
        new(ModelEntry.Of<Random24>("Random24", "drawn at random"), 1),
        new(ModelEntry.Of<Random25>("Random25", "drawn at random"), 7),
        new(ModelEntry.Of<Random26>("Random26", "drawn at random"), 7),
        new(ModelEntry.Of<Random27>("Random27", "drawn at random"), 7),
        new(ModelEntry.Of<Random28>("Random28", "drawn at random"), 7),
        new(ModelEntry.Of<Random29>("Random29", "drawn at random"), 7),
        new(ModelEntry.Of<Random30>("Random30", "drawn at random"), 64),
        new(ModelEntry.Of<Random31>("Random31", "drawn at random"), 64),
        new(ModelEntry.Of<Random32>("Random32", "drawn at random"), 64),
        new(ModelEntry.Of<Random33>("Random33", "drawn at random"), 64),
        new(ModelEntry.Of<Random34>("Random34", "drawn at random"), 64),
        new(ModelEntry.Of<Random35>("Random35", "drawn at random"), 1000),
        new(ModelEntry.Of<Random36>("Random36", "drawn at random"), 1000),
        new(ModelEntry.Of<Random37>("Random37", "drawn at random"), 1000),
        new(ModelEntry.Of<Random38>("Random38", "drawn at random"), 1000),
        new(ModelEntry.Of<Random39>("Random39", "drawn at random"), 1000),
    ];
}

[Model]
[VectorInput(457)]
[Linear(644, Name = "fc0"), Activation(ActivationKind.Relu)]
[Linear(540, Name = "fc1"), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random00;

[Model]
[TokenInput(56, 36)]
[MixerBlock(39, 166, Repeat = 1, Activation = ActivationKind.GeluTanh)]
[LayerNorm, Flatten, Linear(10)]
internal sealed partial class Random01;

[Model]
[VectorInput(372)]
[Monarch(222, Blocks = 6, Name = "fc1"), Activation(ActivationKind.Relu)]
[Monarch(372, Blocks = 6, Name = "fc2"), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random02;

[Model]
[VectorInput(193), SparseMlpBlock(0.16, Repeat = 3)]
[SparseLinear(896, 0.16), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random03;

[Model]
[TokenInput(45, 36)]
[SMixerBlock(Repeat = 8, Activation = ActivationKind.GeluTanh)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random04;

[Model]
[VectorInput(266)]
[Linear(684, Name = "fc0"), Activation(ActivationKind.Gelu)]
[Linear(733, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Linear(663, Name = "fc2"), Activation(ActivationKind.SquaredRelu)]
[Linear(803, Name = "fc3"), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random05;

[Model]
[TokenInput(65, 91)]
[MixerBlock(129, 39, Repeat = 1, Activation = ActivationKind.Gelu)]
[LayerNorm, Flatten, Linear(10)]
internal sealed partial class Random06;

[Model]
[VectorInput(320)]
[Monarch(220, Blocks = 5, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Monarch(320, Blocks = 5, Name = "fc2"), Activation(ActivationKind.SquaredRelu)]
[Linear(10)]
internal sealed partial class Random07;

[Model]
[VectorInput(862), SparseMlpBlock(0.04, Repeat = 4)]
[SparseLinear(680, 0.04), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random08;

[Model]
[TokenInput(98, 50)]
[SMixerBlock(Repeat = 4, Activation = ActivationKind.SquaredRelu)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random09;

[Model]
[VectorInput(288)]
[Linear(98, Name = "fc0"), Activation(ActivationKind.Relu)]
[Linear(777, Name = "fc1"), Activation(ActivationKind.GeluTanh)]
[Linear(296, Name = "fc2"), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random10;

[Model]
[TokenInput(21, 62)]
[MixerBlock(16, 196, Repeat = 5, Activation = ActivationKind.Relu)]
[LayerNorm, Flatten, Linear(10)]
internal sealed partial class Random11;

[Model]
[VectorInput(49)]
[Monarch(504, Blocks = 7, Name = "fc1"), Activation(ActivationKind.SquaredRelu)]
[Monarch(49, Blocks = 7, Name = "fc2"), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random12;

[Model]
[VectorInput(745), SparseMlpBlock(0.18, Repeat = 3)]
[SparseLinear(781, 0.18), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random13;

[Model]
[TokenInput(30, 84)]
[SMixerBlock(Repeat = 4, Activation = ActivationKind.Gelu)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random14;

[Model]
[VectorInput(432)]
[Linear(100, Name = "fc0"), Activation(ActivationKind.SquaredRelu)]
[Linear(239, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Linear(400, Name = "fc2"), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random15;

[Model]
[ImageInput(12, 16, 2), PatchEmbedding(2, 134)]
[MixerBlock(36, 10, Repeat = 2, Activation = ActivationKind.GeluTanh)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random16;

[Model]
[VectorInput(56)]
[Monarch(273, Blocks = 7, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Monarch(56, Blocks = 7, Name = "fc2"), Activation(ActivationKind.SquaredRelu)]
[Linear(10)]
internal sealed partial class Random17;

[Model]
[VectorInput(895), SparseMlpBlock(0.12, Repeat = 2)]
[SparseLinear(708, 0.12), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random18;

[Model]
[TokenInput(89, 74)]
[SMixerBlock(Repeat = 1, Activation = ActivationKind.SquaredRelu)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random19;

[Model]
[VectorInput(145)]
[Linear(852, Name = "fc0"), Activation(ActivationKind.SquaredRelu)]
[Linear(520, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Linear(343, Name = "fc2"), Activation(ActivationKind.SquaredRelu)]
[Linear(31, Name = "fc3"), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random20;

[Model]
[TokenInput(127, 99)]
[MixerBlock(46, 191, Repeat = 1, Activation = ActivationKind.Relu)]
[LayerNorm, Flatten, Linear(10)]
internal sealed partial class Random21;

[Model]
[VectorInput(406)]
[Monarch(378, Blocks = 7, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Monarch(406, Blocks = 7, Name = "fc2"), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random22;

[Model]
[VectorInput(499), SparseMlpBlock(0.23, Repeat = 3)]
[SparseLinear(94, 0.23), Activation(ActivationKind.GeluTanh)]
[Linear(10)]
internal sealed partial class Random23;

[Model]
[TokenInput(87, 96)]
[SMixerBlock(Repeat = 2, Activation = ActivationKind.GeluTanh)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random24;

[Model]
[VectorInput(477)]
[Linear(341, Name = "fc0"), Activation(ActivationKind.Relu)]
[Linear(512, Name = "fc1"), Activation(ActivationKind.SquaredRelu)]
[Linear(15, Name = "fc2"), Activation(ActivationKind.SquaredRelu)]
[Linear(157, Name = "fc3"), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random25;

[Model]
[TokenInput(109, 9)]
[MixerBlock(119, 287, Repeat = 1, Activation = ActivationKind.GeluTanh)]
[LayerNorm, Flatten, Linear(10)]
internal sealed partial class Random26;

[Model]
[VectorInput(306)]
[Monarch(252, Blocks = 6, Name = "fc1"), Activation(ActivationKind.GeluTanh)]
[Monarch(306, Blocks = 6, Name = "fc2"), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random27;

[Model]
[VectorInput(363), SparseMlpBlock(0.28, Repeat = 4)]
[SparseLinear(778, 0.28), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random28;

[Model]
[TokenInput(15, 12)]
[SMixerBlock(Repeat = 3, Activation = ActivationKind.GeluTanh)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random29;

[Model]
[VectorInput(590)]
[Linear(636, Name = "fc0"), Activation(ActivationKind.SquaredRelu)]
[Linear(816, Name = "fc1"), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random30;

[Model]
[ImageInput(35, 15, 4), PatchEmbedding(5, 103)]
[MixerBlock(125, 147, Repeat = 4, Activation = ActivationKind.SquaredRelu)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random31;

[Model]
[VectorInput(117)]
[Monarch(15, Blocks = 3, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Monarch(117, Blocks = 3, Name = "fc2"), Activation(ActivationKind.SquaredRelu)]
[Linear(10)]
internal sealed partial class Random32;

[Model]
[VectorInput(233), SparseMlpBlock(0.29, Repeat = 4)]
[SparseLinear(441, 0.29), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random33;

[Model]
[TokenInput(59, 12)]
[SMixerBlock(Repeat = 1, Activation = ActivationKind.Gelu)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random34;

[Model]
[VectorInput(344)]
[Linear(721, Name = "fc0"), Activation(ActivationKind.Relu)]
[Linear(436, Name = "fc1"), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random35;

[Model]
[TokenInput(48, 47)]
[MixerBlock(16, 97, Repeat = 3, Activation = ActivationKind.GeluTanh)]
[LayerNorm, Flatten, Linear(10)]
internal sealed partial class Random36;

[Model]
[VectorInput(48)]
[Monarch(168, Blocks = 6, Name = "fc1"), Activation(ActivationKind.GeluTanh)]
[Monarch(48, Blocks = 6, Name = "fc2"), Activation(ActivationKind.Gelu)]
[Linear(10)]
internal sealed partial class Random37;

[Model]
[VectorInput(482), SparseMlpBlock(0.20, Repeat = 2)]
[SparseLinear(217, 0.20), Activation(ActivationKind.Relu)]
[Linear(10)]
internal sealed partial class Random38;

[Model]
[TokenInput(41, 27)]
[SMixerBlock(Repeat = 4, Activation = ActivationKind.Relu)]
[LayerNorm, TokenMean, Linear(10)]
internal sealed partial class Random39;
