using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Products on the CPU: which of the library's kernels takes one, and the call.</summary>
internal static class CpuProduct
{
    /// <summary>Floats of what an epilogue runs on at once.</summary>
    private const int TileLength = KernelSizes.EpilogueRows * IR.Parameter.PanelWidth;

    public static void Emit(CpuContext cpu, FusedProduct fused)
    {
        ProductOp product = fused.Product;
        if (product.SparseWeight is not null)
        {
            // Vectors of rows: whatever the pattern, each kept weight meets them all.
            new CpuSparseProduct(cpu, fused).Emit();
        }
        else if (product.Window is not null)
        {
            // Tiles as of any other product, line by line of an image.
            var view = new WindowProductView(product);
            EmitPanels(cpu, fused, "WindowProduct", view.Shape, "", (view.Additions, 1));
        }
        else if (PanelProductView.Fits(product))
        {
            // Neighbouring columns lie side by side: vectors of columns, scalars of the left operand.
            var view = new PanelProductView(product);
            EmitPanels(cpu, fused, "PanelProduct", view.Shape, view.Batch == BatchAxis.Samples ? "" : $"Batch = BatchAxis.{view.Batch}", view.Additions);
        }
        else if (InnerProductView.Fits(product))
        {
            // Both operands run along the sum: vectors along it, added up at the end.
            EmitInner(cpu, product, new InnerProductView(product));
        }
        else
        {
            throw new InvalidOperationException($"No kernel form fits the strides of {product.Output}.");
        }
    }

    private static void EmitPanels(
        CpuContext cpu, FusedProduct fused, string kernels, IEnumerable<ShapeNumber> numbers, string batch, (long Rows, int AtOnce) additions)
    {
        (ProductOp product, (_, int rows, int depth, int columns)) = (fused.Product, fused.Product.Extents);
        string left = cpu.Ref(product.Left), right = product.Right.IsShared ? cpu.Buffers.RightOperand(product) : cpu.Ref(product.Right);
        string shape = cpu.Shape("PanelProductShape", $"Rows{rows}Depth{depth}Columns{columns}", numbers, batch);
        void Call(string method, KernelSignature signature) => cpu.CallKernel(ProductText.Name(fused), ProductText.Describe(fused), $"{kernels}.{method}", shape, signature);
        if (product.IsParameterGradient)
        {
            cpu.AddsToGradient(0, additions.Rows, additions.AtOnce);
            Call("Accumulate<TSimd, TVector>", KernelSignature.OfGradient(left, right, cpu.Ref(product.Output), CpuContext.Part(product)));
            return;
        }

        string bias = product.Bias is null ? "NoBias" : product.BiasAxis == BiasAxis.Columns ? "ColumnBias" : "RowBias";
        string epilogue = CpuEpilogue.Type(cpu, fused, 0, TileLength, out bool needsWorkspace);
        Call(
            $"Run<TSimd, TVector, {bias}, {OperandText.Option(fused.Residual is not null)}, {epilogue}>",
            new KernelSignature().Operands(cpu.Operands(fused, left, right, needsWorkspace ? cpu.Workspace(TileLength) : null)));
    }

    private static void EmitInner(CpuContext cpu, ProductOp product, InnerProductView view)
    {
        (_, int rows, int depth, int columns) = product.Extents;
        cpu.AddsToGradient(0, view.Additions);
        cpu.CallKernel(
            $"TokenWeightGradient{Text.Name(rows, columns)}",
            $"output[m, n] += sum over the samples and k of left[m, k] right[n, k]; {rows} rows, {columns} columns, depth {depth} a sample.",
            "InnerProduct.Accumulate<TSimd, TVector>",
            cpu.Shape("InnerProductShape", $"SumsOf{rows}x{columns}Depth{depth}", view.Shape),
            KernelSignature.OfGradient(cpu.Ref(product.Left), cpu.Ref(product.Right), cpu.Ref(product.Output), CpuContext.Part(product)));
    }
}
