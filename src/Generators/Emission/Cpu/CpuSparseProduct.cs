using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// Products with a sparse weight: vectors of rows, packed as [features][rows], so that every kept weight is a broadcast and the others are
/// never met. Packing is a transposition for maps of channels and a copy for maps of tokens; results go back the same way, a block of
/// features at a time, and epilogues run on that block.
/// </summary>
internal sealed class CpuSparseProduct(CpuContext cpu, FusedProduct fused)
{
    /// <summary>
    /// Features of the result that are unpacked together: enough to write some cache lines of a row one after another, few enough that 64 rows of them
    /// (32 KiB) stay in the first-level cache.
    /// </summary>
    private const int Block = 128;

    private readonly ProductOp _product = fused.Product;
    private readonly SparseForm _form = new(fused.Product);

    /// <summary>Random bits may be those of a whole sample, which a row of a tile must then not leave.</summary>
    private bool RowsMerge => _form.RowsMerge && !(_form.Target.RowsAreAdjacent && fused.Noises.Count > 0);

    private string Counter => RowsMerge ? "rows" : "samples";

    private string Count => RowsMerge ? CpuContext.Rows(_form.Source.Rows) : CpuContext.Samples;

    public void Emit()
    {
        string workspace = cpu.Workspace((_form.Source.Features + (2 * Block)) * ChunkSize.PackedRows);
        string mask = cpu.Buffers.Mask(_form.Weight);
        string key = string.Join("|", "Sparse", _form.SumsOutputs, _form.Source.Layout, _form.Target.Layout, _product.IsParameterGradient);
        string sizes = $"{Text.Of(_form.Source.Features)}To{Text.Of(_form.Target.Features)}";
        if (_product.IsParameterGradient)
        {
            string gradient = cpu.Kernel(key, $"SparseGradient{sizes}", WriteGradient);
            cpu.Call(gradient, $"{mask}.ByOutput", cpu.Ref(_form.Source.Value), cpu.Ref(_form.Target.Value), cpu.Ref(_product.Output), workspace, Count);
            return;
        }

        string? epilogue = fused.Epilogue is { } chain ? CpuElementwise.Kernel(cpu, chain, fused.Stored) : null;
        string suffix = (_product.Bias is null ? "" : "Bias") + (fused.Residual is null ? "" : "Residual") + fused.Epilogue?.Name;
        key = string.Join("|", key, _product.Bias is not null, fused.Residual is not null, epilogue, fused.EpilogueWiring, fused.WeightGradient is not null);
        string kernel = cpu.Kernel(
            key, $"{(fused.WeightGradient is null ? "SparseMix" : "SparseBackward")}{sizes}{suffix}", (code, name) => WriteProduct(code, name, epilogue));
        cpu.Call(kernel, [
            $"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}",
            cpu.Ref(_product.Left.Parameter == _form.Weight ? _product.Left : _product.Right),
            cpu.Ref(_form.Source.Value),
            .. _product.Bias is null ? Array.Empty<string>() : [cpu.Ref(_product.Bias)],
            cpu.Ref(fused.Result),
            .. fused.Residual is null ? Array.Empty<string>() : [cpu.Ref(fused.Residual)],
            .. fused.EpilogueOperands.Select(cpu.Ref),
            .. fused.WeightGradient is { } gradientOfWeight ? [cpu.Ref(new SparseForm(gradientOfWeight).Source.Value), cpu.Ref(gradientOfWeight.Output)] : Array.Empty<string>(),
            .. fused.Noises.Select(noise => CpuContext.Noise(noise, fused.Result.Size)),
            workspace,
            Count,
        ]);
    }

    private void WriteProduct(CodeWriter code, string name, string? epilogue)
    {
        code.Summary(_form.Describe(fused));
        string[] parameters =
        [
            "SparseLists lists", "ref float weights", "ref float input",
            .. _product.Bias is null ? Array.Empty<string>() : ["ref float bias"],
            "ref float output",
            .. fused.Residual is null ? Array.Empty<string>() : ["ref float residual"],
            .. fused.EpilogueOperands.Select(static (_, i) => $"ref float operand{i}"),
            .. fused.WeightGradient is null ? Array.Empty<string>() : ["ref float source", "ref float gradient"],
            .. fused.Noises.Select(static (_, i) => $"NoiseStream noise{i}"),
            "ref float workspace", $"int {Counter}",
        ];
        using (code.Block($"private static void {name}<TSimd, TVector>({string.Join(", ", parameters)})", CpuContext.Constraints))
        {
            WriteRowLoop(code, () =>
            {
                WritePack(code, _form.Source, "input", "0", Text.Of(_form.Source.Features), "workspace");
                code.Line($"ref float tile = ref Unsafe.Add(ref workspace, {Text.Of(_form.Source.Features)} * lanes);");
                WriteBlocks(code, () =>
                {
                    if (fused.WeightGradient is { } gradient)
                    {
                        code.Line($"ref float rowsOfSource = ref Unsafe.Add(ref tile, {Text.Of(Block)} * lanes);");
                        WritePack(code, new SparseForm(gradient).Source, "source", "first", "features", "rowsOfSource");
                        code.Line("SparseRows.Backward<TSimd, TVector>(lists, first, features, ref weights, ref workspace, lanes, ref rowsOfSource, ref tile, ref gradient);");
                    }
                    else
                    {
                        string biases = _product.Bias is null ? "ref Unsafe.NullRef<float>()" : "ref Unsafe.Add(ref bias, first)";
                        code.Line($"SparseRows.Multiply<TSimd, TVector>(lists, first, features, ref weights, {biases}, ref workspace, lanes, ref tile);");
                    }

                    WriteUnpack(code, epilogue);
                });
            });
        }
    }

    private void WriteGradient(CodeWriter code, string name)
    {
        code.Summary(_form.Describe(fused));
        string signature = $"private static void {name}<TSimd, TVector>(SparseLists lists, ref float source, ref float target, ref float gradient, ref float workspace, int {Counter})";
        using (code.Block(signature, CpuContext.Constraints))
        {
            WriteRowLoop(code, () =>
            {
                WritePack(code, _form.Source, "source", "0", Text.Of(_form.Source.Features), "workspace");
                code.Line($"ref float tile = ref Unsafe.Add(ref workspace, {Text.Of(_form.Source.Features)} * lanes);");
                WriteBlocks(code, () =>
                {
                    WritePack(code, _form.Target, "target", "first", "features", "tile");
                    code.Line("SparseRows.AddGradients<TSimd, TVector>(lists, first, features, ref tile, ref workspace, lanes, ref gradient);");
                });
            });
        }
    }

    /// <summary>The loop over as many rows as fit the lanes of a pack.</summary>
    private void WriteRowLoop(CodeWriter code, Action body)
    {
        IDisposable? samples = RowsMerge ? null : code.Block("for (int sample = 0; sample < samples; sample++)");
        string rows = RowsMerge ? "rows" : Text.Of(_form.Source.Rows);
        using (code.Block($"for (int row = 0; row < {rows}; row += SparseRows.Vectors * TSimd.Width)"))
        {
            code.Line($"int count = Math.Min({rows} - row, SparseRows.Vectors * TSimd.Width);");
            code.Line("int lanes = SparseRows.Lanes<TSimd, TVector>(count);");
            body();
        }

        samples?.Dispose();
    }

    private void WriteBlocks(CodeWriter code, Action body)
    {
        using (code.Block($"for (int first = 0; first < {_form.Target.Features}; first += {Block})"))
        {
            code.Line($"int features = Math.Min({_form.Target.Features} - first, {Block});");
            body();
        }
    }

    private void WritePack(CodeWriter code, SparseOperand operand, string from, string first, string features, string to)
    {
        string at = first == "0" ? At(operand, "row", null) : At(operand, "row", first);
        (string method, int stride) = operand.RowsAreAdjacent ? ("Copy", operand.FeatureStride) : ("Transpose", operand.RowStride);
        code.Line($"PackedRows.{method}(ref Unsafe.Add(ref {from}, {at}), {Text.Of(stride)}, {features}, count, lanes, ref {to});");
    }

    private void WriteUnpack(CodeWriter code, string? epilogue)
    {
        SparseOperand target = _form.Target;
        string at = At(target, "row", "first");
        bool isCopy = target.RowsAreAdjacent;
        (string method, int stride) = isCopy ? ("CopyBack", target.FeatureStride) : ("TransposeBack", target.RowStride);
        code.Line($"PackedRows.{method}(ref tile, lanes, features, count, {Text.Of(stride)}, ref Unsafe.Add(ref output, {at}));");
        string extents = $"{(isCopy ? "features, count" : "count, features")}, {Text.Of(stride)}";
        if (fused.Residual is not null)
        {
            code.Line($"PackedRows.Add<TSimd, TVector>(ref Unsafe.Add(ref output, {at}), ref Unsafe.Add(ref residual, {at}), {extents});");
        }

        if (epilogue is not null)
        {
            int next = 0;
            IEnumerable<string> operands = fused.Epilogue!.Inputs.Concat(fused.Stored).Select(v => fused.IsResult(v) ? "output" : $"operand{next++}");
            string tiles = string.Join(
                ", ", operands.Select(o => $"ref Unsafe.Add(ref {o}, {at})").Concat(fused.Noises.Select((_, i) => $"noise{i}.From({at})")));
            code.Line($"{epilogue}<TSimd, TVector>({tiles}, {extents});");
        }
    }

    private string At(SparseOperand operand, string row, string? feature) => operand.At(row, feature, !RowsMerge);
}
