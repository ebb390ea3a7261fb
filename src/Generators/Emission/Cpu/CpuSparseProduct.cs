using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Products with a sparse weight: the runtime's SparseProduct.</summary>
internal sealed class CpuSparseProduct(CpuContext cpu, FusedProduct fused)
{
    private const int Block = KernelSizes.PackedBlock;

    private readonly ProductOp _product = fused.Product;
    private readonly SparseForm _form = new(fused.Product);

    /// <summary>Random bits may be those of a whole sample, which a row of a tile must then not leave.</summary>
    private bool RowsMerge => _form.RowsMerge && !(_form.Target.RowsAreAdjacent && fused.Noises.Count > 0);

    private string Sizes => $"{Text.Of(_form.Source.Features)}To{Text.Of(_form.Target.Features)}";

    public void Emit()
    {
        if (_product.IsParameterGradient || fused.WeightGradient is not null)
        {
            cpu.AddsToGradient(_form.Source.Rows, SumBlock.PackedRows);
        }

        long room = (_form.Source.Features + (2L * Block)) * ChunkSize.PackedRows;
        string workspace = cpu.Workspace(room);
        string mask = cpu.Buffers.Mask(_form.Weight);
        if (_product.IsParameterGradient)
        {
            cpu.Call(
                Kernel($"SparseGradient{Sizes}", "gradient", WriteGradient),
                $"{mask}.ByOutput", cpu.Ref(_form.Source.Value), cpu.Ref(_form.Target.Value), cpu.Ref(_product.Output), workspace, CpuContext.Samples);
            return;
        }

        string epilogue = CpuEpilogue.Type(cpu, fused, room, Block * ChunkSize.PackedRows, out _);
        string suffix = (_product.Bias is null ? "" : "Bias") + (fused.Residual is null ? "" : "Residual") + fused.Epilogue?.Name;
        IReadOnlyList<string> operands = cpu.Operands(
            fused, cpu.Ref(_form.Source.Value), cpu.Ref(_product.Left.Parameter == _form.Weight ? _product.Left : _product.Right), workspace);
        string lists = $"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}";
        if (fused.WeightGradient is { } weightGradient)
        {
            SparseOperand source = new SparseForm(weightGradient).Source;
            string shape = Operand(source).ToString();
            string backward = Kernel($"SparseBackward{Sizes}{suffix}", $"{epilogue}|{shape}", (code, name, field) => WriteBackward(code, name, field, shape, epilogue));
            cpu.CallProduct(backward, [lists, cpu.Ref(source.Value), cpu.Ref(weightGradient.Output)], operands);
        }
        else
        {
            cpu.CallProduct(Kernel($"SparseMix{Sizes}{suffix}", epilogue, (code, name, field) => WriteProduct(code, name, field, epilogue)), [lists], operands);
        }
    }

    private string Kernel(string proposedName, string key, Action<CodeWriter, string, string> write)
    {
        ShapeText text = new ShapeText().Add("Source", Operand(_form.Source).ToString()).Add("Target", Operand(_form.Target).ToString());
        string shape = cpu.Shape("SparseProductShape", $"Sparse{Sizes}", (RowsMerge ? text.Add("MergesRows", "true") : text).Members);
        return cpu.Kernel($"Sparse|{proposedName}|{shape}|{key}", proposedName, (code, unique) => write(code, unique, shape));
    }

    private static ShapeText Operand(SparseOperand operand)
    {
        ShapeText text = new ShapeText()
            .Add("Size", operand.Value.Size, null)
            .Add("Features", operand.Features, null).Add("FeatureStride", operand.FeatureStride, null)
            .Add("Rows", operand.Rows, null).Add("RowStride", operand.RowStride, null);
        return operand.Value.IsPacked ? text.Add("IsPacked", "true") : text;
    }

    private void WriteProduct(CodeWriter code, string name, string shape, string epilogue) => Write(
        code,
        name,
        "int samples, SparseLists lists, scoped in ProductOperands operands",
        $"SparseProduct.Multiply<TSimd, TVector, {epilogue}>({shape}, operands, lists, samples)");

    private void WriteBackward(CodeWriter code, string name, string shape, string source, string epilogue) => Write(
        code,
        name,
        "int samples, SparseLists lists, ref float source, ref float gradient, scoped in ProductOperands operands",
        $"SparseProduct.Backward<TSimd, TVector, {epilogue}>({shape}, operands, lists, {source}, ref source, ref gradient, samples)");

    private void WriteGradient(CodeWriter code, string name, string shape) => Write(
        code,
        name,
        "SparseLists lists, ref float source, ref float target, ref float gradient, ref float workspace, int samples",
        $"SparseProduct.AddGradients<TSimd, TVector>({shape}, lists, ref source, ref target, ref gradient, ref workspace, samples)");

    private void Write(CodeWriter code, string name, string parameters, string call) =>
        CpuContext.WriteKernel(code, ProductText.Describe(fused, _form), name, parameters, call);
}
