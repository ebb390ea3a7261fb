using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>A product with what is done to its result on the way to memory.</summary>
/// <param name="product">The product.</param>
/// <param name="residual">Added to the result when the tile is stored.</param>
/// <param name="sum">The result with the residual added.</param>
/// <param name="epilogue">Elementwise ops that run on each tile after it is stored.</param>
/// <param name="stored">What the epilogue computes that somebody reads later.</param>
/// <param name="weightGradient">The product that gives the gradient of the same sparse weight.</param>
internal sealed class FusedProduct(
    ProductOp product, Value? residual = null, Value? sum = null, ElementwiseChain? epilogue = null, IReadOnlyList<Value>? stored = null,
    ProductOp? weightGradient = null)
    : Op(
        [
            .. product.Inputs.Concat(residual is null ? [] : [residual]).Concat(epilogue?.Inputs.Except([sum ?? product.Output]) ?? [])
                .Concat(weightGradient?.Inputs.Except(product.Inputs) ?? []),
        ],
        [sum ?? product.Output, .. stored ?? [], .. weightGradient?.Outputs ?? []])
{
    /// <summary>What ILGPU's launchers take besides the configuration.</summary>
    private const int MostLaunchArguments = 14;

    // Starts, indices and, for sums over outputs, places.
    private const int MostSparseLists = 3;

    public ProductOp Product { get; } = product;

    public Value? Residual { get; } = residual;

    /// <summary>What the tile stores: the product, with bias and residual.</summary>
    public Value Result { get; } = sum ?? product.Output;

    public ElementwiseChain? Epilogue { get; } = epilogue;

    /// <summary>What the epilogue stores.</summary>
    public IReadOnlyList<Value> Stored { get; } = stored ?? [];

    /// <summary>
    /// The gradient of the sparse weight that <see cref="Product"/> multiplies by, where both are computed in one pass over the kept weights: they read the same
    /// rows, and reading them is most of the work.
    /// </summary>
    public ProductOp? WeightGradient { get; } = weightGradient;

    /// <summary>Whether nobody else reads what the tile stores, so that the epilogue may overwrite it with its first stored output.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>What the epilogue reads and stores besides the result.</summary>
    public IReadOnlyList<Value> EpilogueOperands => Epilogue is null ? [] : [.. Epilogue.Inputs.Concat(Stored).Where(v => !IsResult(v))];

    /// <summary>Random bits that the epilogue needs.</summary>
    public IReadOnlyList<NoiseSource> Noises => Epilogue?.Noises ?? [];

    /// <summary>
    /// Whether kernels can take its operands. A launch on a GPU has arguments for the buffers, the random bits, the lists of a sparse weight and the batch.
    /// </summary>
    public bool CanLaunch
    {
        get
        {
            if (EpilogueOperands.Count > KernelSizes.EpilogueOperands || Noises.Count > KernelSizes.EpilogueNoises)
            {
                return false;
            }

            // Kernels of products take one argument, those of sparse products an argument for each operand.
            const int OwnResult = 1, Batch = 1;
            int buffers = Product.Inputs.Count + OwnResult + (Residual is null ? 0 : 1) + EpilogueOperands.Count;
            return Product.SparseWeight is null || buffers + MostSparseLists + Noises.Count + Batch <= MostLaunchArguments;
        }
    }

    /// <summary>How the epilogue's operands are wired: part of a kernel's identity.</summary>
    public string EpilogueWiring => Epilogue is null ? "" : string.Join(",", Epilogue.Inputs.Concat(Stored).Select(IsResult));

    /// <summary>Whether a value lies where the result is stored.</summary>
    public bool IsResult(Value value) => value == Result || (IsInPlace && value == Stored[0]);

    /// <summary>The same with the gradient of its weight.</summary>
    public FusedProduct With(ProductOp weightGradient) => new(Product, Residual, sum, Epilogue, Stored, weightGradient) { IsInPlace = IsInPlace };

    public override void Differentiate(GradientBuilder gradients) =>
        throw new InvalidOperationException("Fusion comes after differentiation.");

    public override void Tangent(TangentBuilder tangents) => throw new InvalidOperationException("Fusion comes after differentiation.");

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        throw new InvalidOperationException("What is computed again is so before fusion.");

    public override void EmitCpu(CpuContext cpu) => CpuProduct.Emit(cpu, this);

    public override void EmitGpu(GpuContext gpu)
    {
        // A thread a number has nothing to share with the other product.
        WeightGradient?.EmitGpu(gpu);
        if (Product.SparseWeight is not null)
        {
            new GpuSparseProduct(gpu, this).Emit();
        }
        else
        {
            new GpuProduct(this).Emit(gpu);
        }
    }
}
