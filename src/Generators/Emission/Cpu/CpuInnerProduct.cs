using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Gradients of weights of which both operands are contiguous along the sum: the runtime's InnerProduct.</summary>
internal static class CpuInnerProduct
{
    public static void Emit(CpuContext cpu, ProductOp product)
    {
        Extents extents = product.Extents;
        cpu.AddsToGradient(0, (long)(product.SumsGroups ? extents.Groups : 1) * extents.Depth);
        string shape = cpu.Shape("InnerProductShape", $"SumsOf{extents.Rows}x{extents.Columns}Depth{extents.Depth}", Shape(product).Members);
        cpu.CallKernel(
            $"TokenWeightGradient{Text.Name(extents.Rows, extents.Columns)}",
            $"output[m, n] += sum over the samples and k of left[m, k] right[n, k]; {extents.Rows} rows, {extents.Columns} columns, depth {extents.Depth} a sample.",
            "InnerProduct.Accumulate<TSimd, TVector>",
            shape,
            new KernelSignature().Reference("left", cpu.Ref(product.Left)).Reference("right", cpu.Ref(product.Right)).Reference("gradient", cpu.Ref(product.Output)));
    }

    private static ShapeText Shape(ProductOp product)
    {
        Extents extents = product.Extents;
        long Group(Strides strides) => extents.Groups == 1 ? 0 : strides.Group;
        return new ShapeText()
            .Add("Groups", extents.Groups, 1)
            .Add("Rows", extents.Rows, null).Add("Depth", extents.Depth, null).Add("Columns", extents.Columns, null)
            .Add("LeftSample", product.Left.Size).Add("LeftGroup", Group(product.LeftStrides)).Add("LeftRow", product.LeftStrides.Row)
            .Add("RightSample", product.Right.Size).Add("RightGroup", Group(product.RightStrides)).Add("RightColumn", product.RightStrides.Column)
            .Add("OutputGroup", Group(product.OutputStrides)).Add("OutputRow", product.OutputStrides.Row).Add("OutputColumn", product.OutputStrides.Column);
    }
}
