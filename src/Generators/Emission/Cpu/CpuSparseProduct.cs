using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Products with a sparse weight: the runtime's SparseProduct.</summary>
internal sealed class CpuSparseProduct(CpuContext cpu, FusedProduct fused)
{
    private const int Block = KernelSizes.PackedBlock;

    private readonly ProductOp _product = fused.Product;
    private readonly SparseProductView _form = new(fused.Product);

    /// <summary>Random bits may be those of a whole sample, which a row of a tile must then not leave.</summary>
    private bool RowsMerge => _form.RowsMerge && !(_form.Target.RowsAreAdjacent && fused.Noises.Count > 0);

    public void Emit()
    {
        if (_product.IsParameterGradient || fused.WeightGradient is not null)
        {
            cpu.AddsToGradient(0, _form.Source.Rows, SumBlock.PackedRows);
        }

        long room = (_form.Source.Features + (2L * Block)) * ChunkSize.PackedRows;
        string workspace = cpu.Workspace(room), mask = cpu.Buffers.Mask(_form.Weight);
        if (_product.IsParameterGradient)
        {
            Call("SparseGradient", "AddGradients<TSimd, TVector>", "", new KernelSignature().Lists($"{mask}.ByOutput")
                .Reference("source", cpu.Ref(_form.Source.Value)).Reference("target", cpu.Ref(_form.Target.Value))
                .Reference("gradient", cpu.Ref(_product.Output)).Reference("workspace", workspace));
            return;
        }

        string epilogue = CpuEpilogue.Type(cpu, fused, room, Block * ChunkSize.PackedRows, out _);
        KernelSignature signature = new KernelSignature().Lists($"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}")
            .Operands(cpu.Operands(fused, cpu.Ref(_form.Source.Value), cpu.Ref(_form.WeightOperand), workspace));
        if (fused.WeightGradient is { } weightGradient)
        {
            SparseOperand source = new SparseProductView(weightGradient).Source;
            signature.Reference("source", cpu.Ref(source.Value)).Reference("gradient", cpu.Ref(weightGradient.Output));
            Call("SparseBackward", $"Backward<TSimd, TVector, {epilogue}>", $", {Operand(source)}", signature);
            return;
        }

        Call("SparseMix", $"Multiply<TSimd, TVector, {epilogue}>", "", signature);
    }

    private void Call(string form, string method, string constants, KernelSignature signature)
    {
        string sizes = ProductText.Sizes(_form);
        string shape = cpu.Shape(
            "SparseProductShape", $"Sparse{sizes}", [], $"Source = {Operand(_form.Source)}", $"Target = {Operand(_form.Target)}", RowsMerge ? "MergesRows = true" : "");
        cpu.CallKernel(ProductText.Name(fused, form, sizes), ProductText.Describe(fused, _form), $"SparseProduct.{method}", shape + constants, signature);
    }

    private static string Operand(SparseOperand operand) => $"new({operand.Layout}{(operand.Value.IsPacked ? ", isPacked: true" : "")})";
}
