namespace SparseGen.Bench.Layers;

// Sparse layers by width and density.

[Model, VectorInput(512), SparseLinear(512, 0.1)]
internal sealed partial class Sparse512Of10;

[Model, VectorInput(512), SparseLinear(512, 0.05)]
internal sealed partial class Sparse512Of5;

[Model, VectorInput(512), SparseLinear(512, 0.02)]
internal sealed partial class Sparse512Of2;

[Model, VectorInput(1024), SparseLinear(1024, 0.3)]
internal sealed partial class Sparse1024Of30;

[Model, VectorInput(1024), SparseLinear(1024, 0.1)]
internal sealed partial class Sparse1024Of10;

[Model, VectorInput(1024), SparseLinear(1024, 0.05)]
internal sealed partial class Sparse1024Of5;

[Model, VectorInput(1024), SparseLinear(1024, 0.02)]
internal sealed partial class Sparse1024Of2;

[Model, VectorInput(2048), SparseLinear(2048, 0.1)]
internal sealed partial class Sparse2048Of10;

[Model, VectorInput(2048), SparseLinear(2048, 0.05)]
internal sealed partial class Sparse2048Of5;

[Model, VectorInput(2048), SparseLinear(2048, 0.02)]
internal sealed partial class Sparse2048Of2;

[Model, VectorInput(512), SparseMlpBlock(0.1)]
internal sealed partial class SparseBlock512Of10;

[Model, VectorInput(1024), SparseMlpBlock(0.1)]
internal sealed partial class SparseBlock1024Of10;

[Model, VectorInput(1024), SparseMlpBlock(0.02)]
internal sealed partial class SparseBlock1024Of2;

[Model, VectorInput(2048), SparseMlpBlock(0.1)]
internal sealed partial class SparseBlock2048Of10;
