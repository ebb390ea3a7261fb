using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;
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
        [sum ?? product.Output, .. stored ?? [], .. weightGradient?.Outputs ?? []]), IStoresPermuted, ITableReader
{
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

    /// <summary>Whether kernels can take what its epilogue reads and stores: they have places for so many operands.</summary>
    public bool CanRun => EpilogueOperands.Count <= KernelSizes.EpilogueOperands && Noises.Count <= KernelSizes.EpilogueNoises;

    public override bool IsSharedOut => WeightGradient is null;

    /// <summary>Whether a value lies where the result is stored.</summary>
    public bool IsResult(Value value) => value == Result || (IsInPlace && value == Stored[0]);

    /// <summary>The same with the gradient of its weight.</summary>
    public FusedProduct With(ProductOp weightGradient) => new(Product, Residual, sum, Epilogue, Stored, weightGradient) { IsInPlace = IsInPlace };

    /// <summary>The same on another product, with the same result.</summary>
    public FusedProduct Of(ProductOp product) => new(product, Residual, sum, Epilogue, Stored, WeightGradient) { IsInPlace = IsInPlace };

    public IReadOnlyList<IndexTable> Tables => Epilogue?.Move is { } move ? [move.Targets!] : [];

    public Op? Storing(PermuteOp move, Func<Value, bool> isThere)
    {
        IReadOnlyList<Value> own = [Result, .. Stored];
        bool fits = Product is { SparseWeight: null, IsParameterGradient: false } && WeightGradient is null && Epilogue?.Move is null
            && own.Contains(move.Input) && (Epilogue is null || move.Input != Result) && (move.Residual is null || (isThere(move.Residual) && !Inputs.Contains(move.Residual)));
        if (!fits)
        {
            return null;
        }

        // What goes elsewhere may lie where nothing of the result is stored any more.
        var chain = new ElementwiseChain(Epilogue?.Ops ?? [], move);
        Value[] others = [.. Stored.Where(value => value != move.Input)];
        bool isInPlace = move.Input == Result || IsInPlace;
        var fused = new FusedProduct(Product, Residual, sum, chain, [.. others, move.Output]) { IsInPlace = isInPlace };
        return fused.CanRun ? fused : null;
    }

    public override void Emit(EmissionContext context) => context.CallProduct(this);
}
