namespace SparseGen.Bench.Layers;

// Sparse layers by width and density, two in a row: the second one passes its gradient on to the first as layers inside of a network do, which the
// pass of a sparse weight makes use of. The dense layers beside them are two in a row too.

[Model, VectorInput(512), Linear(512, Name = "map", Repeat = 2)]
internal sealed partial class TwoDense512;

[Model, VectorInput(1024), Linear(1024, Name = "map", Repeat = 2)]
internal sealed partial class TwoDense1024;

[Model, VectorInput(2048), Linear(2048, Name = "map", Repeat = 2)]
internal sealed partial class TwoDense2048;

[Model, VectorInput(512), SparseLinear(512, 0.1, Repeat = 2)]
internal sealed partial class Sparse512Of10;

[Model, VectorInput(512), SparseLinear(512, 0.05, Repeat = 2)]
internal sealed partial class Sparse512Of5;

[Model, VectorInput(512), SparseLinear(512, 0.02, Repeat = 2)]
internal sealed partial class Sparse512Of2;

[Model, VectorInput(1024), SparseLinear(1024, 0.3, Repeat = 2)]
internal sealed partial class Sparse1024Of30;

[Model, VectorInput(1024), SparseLinear(1024, 0.1, Repeat = 2)]
internal sealed partial class Sparse1024Of10;

[Model, VectorInput(1024), SparseLinear(1024, 0.05, Repeat = 2)]
internal sealed partial class Sparse1024Of5;

[Model, VectorInput(1024), SparseLinear(1024, 0.02, Repeat = 2)]
internal sealed partial class Sparse1024Of2;

[Model, VectorInput(2048), SparseLinear(2048, 0.1, Repeat = 2)]
internal sealed partial class Sparse2048Of10;

[Model, VectorInput(2048), SparseLinear(2048, 0.05, Repeat = 2)]
internal sealed partial class Sparse2048Of5;

[Model, VectorInput(2048), SparseLinear(2048, 0.02, Repeat = 2)]
internal sealed partial class Sparse2048Of2;

[Model, VectorInput(512), SparseMlpBlock(0.1, Repeat = 2)]
internal sealed partial class SparseBlock512Of10;

[Model, VectorInput(1024), SparseMlpBlock(0.1, Repeat = 2)]
internal sealed partial class SparseBlock1024Of10;

[Model, VectorInput(1024), SparseMlpBlock(0.02, Repeat = 2)]
internal sealed partial class SparseBlock1024Of2;

[Model, VectorInput(2048), SparseMlpBlock(0.1, Repeat = 2)]
internal sealed partial class SparseBlock2048Of10;

[Model, VectorInput(512), SparseMlpBlock(0.02, Repeat = 2)]
internal sealed partial class SparseBlock512Of2;

[Model, VectorInput(2048), SparseMlpBlock(0.02, Repeat = 2)]
internal sealed partial class SparseBlock2048Of2;

// The same blocks with dense maps: what norm, activation and residual cost is in both.

[Block, LayerNorm, Linear(512), Activation(ActivationKind.Gelu)]
internal sealed class DenseMap512;

[Block, LayerNorm, Linear(1024), Activation(ActivationKind.Gelu)]
internal sealed class DenseMap1024;

[Block, LayerNorm, Linear(2048), Activation(ActivationKind.Gelu)]
internal sealed class DenseMap2048;

[Model, VectorInput(512), Use<DenseMap512>(Repeat = 2, Residual = true)]
internal sealed partial class DenseBlock512;

[Model, VectorInput(1024), Use<DenseMap1024>(Repeat = 2, Residual = true)]
internal sealed partial class DenseBlock1024;

[Model, VectorInput(2048), Use<DenseMap2048>(Repeat = 2, Residual = true)]
internal sealed partial class DenseBlock2048;
