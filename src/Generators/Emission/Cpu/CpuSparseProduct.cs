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
            const string Parameters = "SparseLists lists, ref float source, ref float target, ref float gradient, ref float workspace, int samples";
            string gradient = Kernel("SparseGradient", "", Parameters, static shape =>
                $"SparseProduct.AddGradients<TSimd, TVector>({shape}, lists, ref source, ref target, ref gradient, ref workspace, samples)");
            cpu.CallOwn(gradient, $"{mask}.ByOutput", cpu.Ref(_form.Source.Value), cpu.Ref(_form.Target.Value), cpu.Ref(_product.Output), workspace, CpuContext.Samples);
            return;
        }

        string epilogue = CpuEpilogue.Type(cpu, fused, room, Block * ChunkSize.PackedRows, out _);
        string lists = $"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}";
        IReadOnlyList<string> operands = cpu.Operands(
            fused, cpu.Ref(_form.Source.Value), cpu.Ref(_form.WeightOperand), workspace);
        if (fused.WeightGradient is { } weightGradient)
        {
            SparseOperand source = new SparseProductView(weightGradient).Source;
            const string Parameters = "int samples, SparseLists lists, ref float source, ref float gradient, scoped in ProductOperands operands";
            string backward = Kernel("SparseBackward", $"{epilogue}|{Operand(source)}", Parameters, shape =>
                $"SparseProduct.Backward<TSimd, TVector, {epilogue}>({shape}, operands, lists, {Operand(source)}, ref source, ref gradient, samples)");
            cpu.CallOwn(backward, [lists, cpu.Ref(source.Value), cpu.Ref(weightGradient.Output)], operands);
            return;
        }

        string kernel = Kernel("SparseMix", epilogue, "int samples, SparseLists lists, scoped in ProductOperands operands", shape =>
            $"SparseProduct.Multiply<TSimd, TVector, {epilogue}>({shape}, operands, lists, samples)");
        cpu.CallOwn(kernel, [lists], operands);
    }

    private string Kernel(string form, string key, string parameters, Func<string, string> call)
    {
        ShapeText text = new ShapeText().Add("Source", Operand(_form.Source).ToString()).Add("Target", Operand(_form.Target).ToString());
        string sizes = ProductText.Sizes(_form);
        string shape = cpu.Shape("SparseProductShape", $"Sparse{sizes}", (RowsMerge ? text.Add("MergesRows", "true") : text).Members);
        string name = ProductText.Name(fused, form, sizes);
        return cpu.Kernel($"{name}|{shape}|{key}", name, ProductText.Describe(fused, _form), parameters, call(shape));
    }

    private static ShapeText Operand(SparseOperand operand)
    {
        ShapeText text = new ShapeText()
            .Add("Size", operand.Value.Size, null)
            .Add("Features", operand.Features, null).Add("FeatureStride", operand.FeatureStride, null)
            .Add("Rows", operand.Rows, null).Add("RowStride", operand.RowStride, null);
        return operand.Value.IsPacked ? text.Add("IsPacked", "true") : text;
    }
}
