namespace SparseGen.Bench.Layers;

// Layers on vectors; the dense layer of the same input and output size is a Linear.

[Model, VectorInput(1024), Linear(1024, Name = "map")]
internal sealed partial class Dense1024;

[Model, VectorInput(2048), Linear(2048, Name = "map")]
internal sealed partial class Dense2048;

[Model, VectorInput(1024), Linear(2048, Name = "map")]
internal sealed partial class DenseUp;

[Model, VectorInput(2048), Linear(1024, Name = "map")]
internal sealed partial class DenseDown;

[Model, VectorInput(2048), BlockDiagonal(2048)]
internal sealed partial class Blocks4;

[Model, VectorInput(2048), BlockDiagonal(2048, Blocks = 16)]
internal sealed partial class Blocks16;

[Model, VectorInput(2048), BlockDiagonal(2048, Blocks = 16, Shared = true)]
internal sealed partial class SharedBlocks;

[Model, VectorInput(2048), LowRank(2048, rank: 128)]
internal sealed partial class LowRank128;

[Model, VectorInput(2048), BlockTensorTrain(2048, blocks: 32, rank: 2)]
internal sealed partial class TensorTrain32Of2;

[Model, VectorInput(2048), DiagonalLinear]
internal sealed partial class Diagonal;

[Model, VectorInput(2048), Dropout(0.1)]
internal sealed partial class DropoutOfTenth;

[Model, VectorInput(10000), Linear(1024, Name = "fc1"), Activation(ActivationKind.Relu), Linear(512, Name = "fc2")]
internal sealed partial class FlyMlp;

[Model, VectorInput(10000), Monarch(1024, Name = "fc1"), Activation(ActivationKind.Relu), Monarch(512, Name = "fc2")]
internal sealed partial class FlyMlpOf4;

[Model, VectorInput(10000), Monarch(1024, Blocks = 16, Name = "fc1"), Activation(ActivationKind.Relu), Monarch(512, Blocks = 16, Name = "fc2")]
internal sealed partial class FlyMlpOf16;

[Model, VectorInput(2048), Monarch(2048)]
internal sealed partial class SquareMonarch4;

[Model, VectorInput(2048), Monarch(2048, Blocks = 16)]
internal sealed partial class SquareMonarch16;

[Model, VectorInput(1024), Monarch(2048)]
internal sealed partial class MonarchUp;

[Model, VectorInput(2048), Monarch(1024)]
internal sealed partial class MonarchDown;

[Model, VectorInput(1024), StandardMlpBlock(1024)]
internal sealed partial class StandardMlp;

[Model, VectorInput(1024), BottleneckMlpBlock(4)]
internal sealed partial class BottleneckMlp;
