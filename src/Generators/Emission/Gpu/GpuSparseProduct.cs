using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Products with a sparse weight on GPUs: a thread a number of the result, which walks the list of its kept weights; of the weight's
/// gradient, a thread a kept weight, which walks its share of the batch.
/// </summary>
internal sealed class GpuSparseProduct(GpuContext gpu, FusedProduct fused)
{
    private readonly ProductOp _product = fused.Product;
    private readonly SparseForm _form = new(fused.Product);

    public void Emit()
    {
        string mask = gpu.Mask(_form.Weight);
        string key = string.Join("|", "Sparse", _form.SumsOutputs, _form.Source.Layout, _form.Target.Layout);
        string sizes = $"{Text.Of(_form.Source.Features)}To{Text.Of(_form.Target.Features)}";
        if (_product.IsParameterGradient)
        {
            int kept = _form.Weight.Mask!.Count;
            gpu.LeavesPartials(kept);
            gpu.Call(
                "GpuSparseGradient.Add", gpu.View(_form.Source.Value), gpu.View(_form.Target.Value), gpu.View(_product.Output), $"frame.PositionsOf({mask})", GradientShape(kept));
            return;
        }

        string lists = $"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}";
        string suffix = (_product.Bias is null ? "" : "Bias") + (fused.Residual is null ? "" : "Residual") + fused.Epilogue?.Name;
        key = string.Join("|", key, _product.Bias is not null, fused.Residual is not null, fused.Epilogue?.Key(fused.Stored), fused.EpilogueWiring);
        string kernel = gpu.Kernel(key, $"SparseMix{sizes}{suffix}", CreateProduct);
        gpu.Call(kernel, [
            gpu.View(_product.Left.Parameter == _form.Weight ? _product.Left : _product.Right),
            gpu.View(_form.Source.Value),
            .. _product.Bias is null ? Array.Empty<string>() : [gpu.View(_product.Bias)],
            gpu.View(fused.Result),
            .. fused.Residual is null ? Array.Empty<string>() : [gpu.View(fused.Residual)],
            .. fused.EpilogueOperands.Select(gpu.View),
            $"frame.StartsOf({lists})",
            $"frame.IndicesOf({lists})",
            .. _form.SumsOutputs ? [$"frame.PlacesOf({lists})"] : Array.Empty<string>(),
            GpuContext.Times(_form.Target.Value.Size),
            .. fused.Noises.Select(GpuContext.Noise),
        ]);
    }

    private GpuKernel CreateProduct() => new()
    {
        Summary = ProductText.Describe(fused, _form),
        Views =
        [
            "weights", "input",
            .. _product.Bias is null ? Array.Empty<string>() : ["bias"],
            "output",
            .. fused.Residual is null ? Array.Empty<string>() : ["residual"],
            .. fused.EpilogueOperands.Select(static (_, i) => $"operand{i}"),
        ],
        Tables = _form.SumsOutputs ? ["starts", "indices", "places"] : ["starts", "indices"],
        Numbers = ["count"],
        Noises = fused.Epilogue?.NoiseNames ?? [],
        Configuration = GpuKernel.Elementwise("count"),
        Body = WriteProduct,
    };

    private void WriteProduct(CodeWriter code)
    {
        (SparseOperand source, SparseOperand target) = (_form.Source, _form.Target);
        using (GpuKernel.ElementLoop(code, "at", "count"))
        {
            string inSample = $"at % {Text.Of(target.Value.Size)}";
            (string row, string feature) = target.RowsAreAdjacent
                ? ($"{inSample} % {target.Rows}", $"{inSample} / {target.Rows}")
                : ($"{inSample} / {target.Features}", $"{inSample} % {target.Features}");
            code.Line($"int row = {row};");
            code.Line($"int feature = {feature};");
            code.Line($"int start = at / {Text.Of(target.Value.Size)} * {Text.Of(source.Value.Size)} + {Text.Times("row", source.RowStride)};");
            code.Line($"float value = {(_product.Bias is null ? "0f" : "bias[feature]")};");
            code.Line("int end = starts[feature + 1];");
            using (code.Block("for (int i = starts[feature]; i < end; i++)"))
            {
                code.Line($"value += weights[{(_form.SumsOutputs ? "places[i]" : "i")}] * input[start + {Text.Times("indices[i]", source.FeatureStride)}];");
            }

            if (fused.Residual is not null)
            {
                code.Line("value += residual[at];");
            }

            GpuElementwise.WriteResult(code, fused, "output", static i => $"operand{i}");
        }
    }

    private string GradientShape(int kept)
    {
        (SparseOperand source, SparseOperand target) = (_form.Source, _form.Target);
        int[] numbers =
        [
            kept, _form.Weight.Inputs, source.Rows,
            source.RowStride, source.FeatureStride, source.Value.Size, target.RowStride, target.FeatureStride, target.Value.Size,
        ];
        return $"new SparseGradientShape({string.Join(", ", numbers.Select(static number => Text.Of(number)))})";
    }
}
