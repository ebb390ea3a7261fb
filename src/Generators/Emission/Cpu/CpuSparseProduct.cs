using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// Products with a sparse weight: vectors of rows, packed as [features][rows], so that every kept weight is a broadcast and the others are
/// never met. Packing is a transposition for maps of channels and a copy for maps of tokens; results go back the same way, a block of
/// features at a time, and epilogues run on that block. Values that lie packed already are read and written where they are.
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

    /// <summary>Which operands lie packed: part of a kernel's identity.</summary>
    private string Layouts => string.Join(",", new[] { _product, fused.WeightGradient }.OfType<ProductOp>().Select(static product => new SparseForm(product))
        .Select(static form => (form.Source.Value.IsPacked, form.Target.Value.IsPacked)));

    private string Count => RowsMerge ? CpuContext.Rows(_form.Source.Rows) : CpuContext.Samples;

    public void Emit()
    {
        if (_product.IsParameterGradient || fused.WeightGradient is not null)
        {
            cpu.AddsToGradient(_form.Source.Rows, SumBlock.PackedRows);
        }

        string workspace = cpu.Workspace((_form.Source.Features + (2L * Block)) * ChunkSize.PackedRows);
        string mask = cpu.Buffers.Mask(_form.Weight);
        string key = string.Join("|", "Sparse", _form.SumsOutputs, _form.Source.Layout, _form.Target.Layout, _product.IsParameterGradient, Layouts);
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
            .. fused.Noises.Select(noise => CpuContext.Noise(noise, fused.Result.Size)),
            .. fused.WeightGradient is { } gradientOfWeight ? [cpu.Ref(new SparseForm(gradientOfWeight).Source.Value), cpu.Ref(gradientOfWeight.Output)] : Array.Empty<string>(),
            workspace,
            Count,
        ]);
    }

    private void WriteProduct(CodeWriter code, string name, string? epilogue)
    {
        code.Summary(ProductText.Describe(fused, _form));
        string[] parameters =
        [
            "SparseLists lists", "ref float weights", "ref float input",
            .. _product.Bias is null ? Array.Empty<string>() : ["ref float bias"],
            "ref float output",
            .. fused.Residual is null ? Array.Empty<string>() : ["ref float residual"],
            .. fused.EpilogueOperands.Select(static (_, i) => $"ref float operand{i}"),
            .. fused.Noises.Select(static (_, i) => $"NoiseStream noise{i}"),
            .. fused.WeightGradient is null ? Array.Empty<string>() : ["ref float source", "ref float gradient"],
            "ref float workspace", $"int {Counter}",
        ];
        using (code.Block($"private static void {name}<TSimd, TVector>({string.Join(", ", parameters)})", CpuContext.Constraints))
        {
            WriteRowLoop(code, () =>
            {
                string packed = WritePack(code, _form.Source, "input", "0", Text.Of(_form.Source.Features), "packed", "workspace");
                code.Line($"ref float tile = ref Unsafe.Add(ref workspace, {Text.Of(_form.Source.Features)} * lanes);");
                if (_form.Target.Value.IsPacked)
                {
                    code.Line("bool isWhole = count == lanes;");
                }

                WriteBlocks(code, () =>
                {
                    string target = WriteTarget(code);
                    if (fused.WeightGradient is { } gradient)
                    {
                        code.Line($"ref float room = ref Unsafe.Add(ref tile, {Text.Of(Block)} * lanes);");
                        string source = WritePack(code, new SparseForm(gradient).Source, "source", "first", "features", "rowsOfSource", "room");
                        code.Line($"SparseRows.Backward<TSimd, TVector>(lists, first, features, ref weights, ref {packed}, lanes, ref {source}, ref {target}, ref gradient);");
                    }
                    else
                    {
                        string biases = _product.Bias is null ? "ref Unsafe.NullRef<float>()" : "ref Unsafe.Add(ref bias, first)";
                        code.Line($"SparseRows.Multiply<TSimd, TVector>(lists, first, features, ref weights, {biases}, ref {packed}, lanes, ref {target});");
                    }

                    WriteUnpack(code, epilogue);
                });
            });
        }
    }

    private void WriteGradient(CodeWriter code, string name)
    {
        code.Summary(ProductText.Describe(fused, _form));
        string signature = $"private static void {name}<TSimd, TVector>(SparseLists lists, ref float source, ref float target, ref float gradient, ref float workspace, int {Counter})";
        using (code.Block(signature, CpuContext.Constraints))
        {
            WriteRowLoop(code, () =>
            {
                string packed = WritePack(code, _form.Source, "source", "0", Text.Of(_form.Source.Features), "packed", "workspace");
                code.Line($"ref float tile = ref Unsafe.Add(ref workspace, {Text.Of(_form.Source.Features)} * lanes);");
                WriteBlocks(code, () =>
                {
                    string target = WritePack(code, _form.Target, "target", "first", "features", "rowsOfTarget", "tile");
                    code.Line($"SparseRows.AddGradients<TSimd, TVector>(lists, first, features, ref {target}, ref {packed}, lanes, ref gradient);");
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

    /// <summary>Packs a block of features, unless they lie packed.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="operand">What to pack.</param>
    /// <param name="from">Name of the operand.</param>
    /// <param name="first">The first feature.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="name">Name for packed rows that may lie in two places.</param>
    /// <param name="room">Name of the room for them.</param>
    /// <returns>Name of the packed rows.</returns>
    private string WritePack(CodeWriter code, SparseOperand operand, string from, string first, string features, string name, string room)
    {
        if (operand.Value.IsPacked)
        {
            code.Line($"ref float {name} = ref PackedValues.Find(ref Unsafe.Add(ref {from}, {At(operand, "row", null)}), {Text.Of(operand.RowStride)}, {first}, {features}, count, lanes, ref {room});");
            return name;
        }

        string at = first == "0" ? At(operand, "row", null) : At(operand, "row", first);
        (string method, int stride) = operand.RowsAreAdjacent ? ("Copy", operand.FeatureStride) : ("Transpose", operand.RowStride);
        code.Line($"PackedRows.{method}(ref Unsafe.Add(ref {from}, {at}), {Text.Of(stride)}, {features}, count, lanes, ref {room});");
        return room;
    }

    /// <summary>Name of where a block of the result comes about: the tile, or where it is to lie.</summary>
    private string WriteTarget(CodeWriter code)
    {
        SparseOperand target = _form.Target;
        if (!target.Value.IsPacked)
        {
            return "tile";
        }

        code.Line($"int at = {At(target, "row", null)} + (isWhole ? first * lanes : first);");
        code.Line("ref float result = ref isWhole ? ref Unsafe.Add(ref output, at) : ref tile;");
        return "result";
    }

    private void WriteUnpack(CodeWriter code, string? epilogue)
    {
        SparseOperand target = _form.Target;
        bool isCopy = target.RowsAreAdjacent;
        (string method, int stride) = isCopy ? ("CopyBack", target.FeatureStride) : ("TransposeBack", target.RowStride);
        string at = target.Value.IsPacked ? "at" : At(target, "row", "first");
        string extents = $"{(isCopy ? "features, count" : "count, features")}, {Text.Of(stride)}";
        using (target.Value.IsPacked ? code.Block("if (!isWhole)") : null)
        {
            code.Line($"PackedRows.{method}(ref tile, lanes, features, count, {Text.Of(stride)}, ref Unsafe.Add(ref output, {at}));");
        }

        if (target.Value.IsPacked && (fused.Residual is not null || epilogue is not null))
        {
            code.Line($"(int height, int width, int stride) = isWhole ? (features, lanes, lanes) : ({extents});");
            extents = "height, width, stride";
        }

        if (fused.Residual is not null)
        {
            code.Line($"PackedRows.Add<TSimd, TVector>(ref Unsafe.Add(ref output, {at}), ref Unsafe.Add(ref residual, {at}), {extents});");
        }

        if (epilogue is not null)
        {
            CpuElementwise.CallOnTile(code, epilogue, fused, at, extents);
        }
    }

    /// <summary>Offset of a feature (the first one for null) of a row, both given by name.</summary>
    private string At(SparseOperand operand, string row, string? feature)
    {
        string[] terms =
        [
            .. RowsMerge ? Array.Empty<string>() : [Text.Times("sample", operand.Value.Size)],
            Text.Times(row, operand.RowStride),
            .. feature is null ? Array.Empty<string>() : [Text.Times(feature, operand.FeatureStride)],
        ];
        return string.Join(" + ", terms);
    }
}
