using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Chooses the kernel form of a product by which of its strides are 1.</summary>
internal static class CpuProduct
{
    public static void Emit(CpuContext cpu, FusedProduct fused)
    {
        ProductOp product = fused.Product;
        if (product.SparseWeight is not null)
        {
            // Vectors of rows: whatever the pattern, each kept weight meets them all.
            new CpuSparseProduct(cpu, fused).Emit();
        }
        else if (product.RightStrides.Column == 1 || IsPanels(product.Right) || IsPanels(product.Output))
        {
            // Neighbouring columns lie side by side: vectors of columns, scalars of the left operand.
            new CpuPanelProduct(cpu, fused).Emit();
        }
        else if (product.IsParameterGradient && product.LeftStrides.Column == 1 && product.RightStrides.Row == 1)
        {
            // Both operands run along the sum: vectors along it, added up at the end.
            CpuInnerProduct.Emit(cpu, product);
        }
        else
        {
            throw new InvalidOperationException($"No kernel form fits the strides of {product.Output}.");
        }
    }

    private static bool IsPanels(Value value) => value.Parameter is { IsPanels: true };
}
