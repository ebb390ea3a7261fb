using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Products with a sparse weight on GPUs: the runtime's GpuSparseProduct, and GpuSparseGradient for the gradient of the weight.</summary>
internal sealed class GpuSparseProduct(GpuContext gpu, FusedProduct fused)
{
    private readonly ProductOp _product = fused.Product;
    private readonly SparseProductView _form = new(fused.Product);

    public void Emit()
    {
        string mask = gpu.Buffers.Mask(_form.Weight);
        if (_product.IsParameterGradient)
        {
            int kept = _form.Weight.Mask!.Count;
            gpu.AddsPartials(kept, _form.Source.Rows, (kept + KernelSizes.GroupThreads - 1) / KernelSizes.GroupThreads);
            gpu.Call(
                "SparseGradient.Add", [], gpu.Ref(_form.Source.Value), gpu.Ref(_form.Target.Value), gpu.Ref(_product.Output), $"frame.PositionsOf({mask})", GradientShape(kept));
            return;
        }

        string sizes = ProductText.Sizes(_form);
        string[] members = [$"SparseExtents Source => new({_form.Source.Layout})", $"SparseExtents Target => new({_form.Target.Layout})"];
        string shape = gpu.Type($"SparseShape|{string.Join("|", members)}", $"Sparse{sizes}", "ISparseShape", "How the operands of a product with a sparse weight lie.", members);
        string places = OperandText.Option(_form.SumsOutputs);
        string call = $"GpuSparseProduct.Run<{shape}, {places}, {GpuElementwise.StoreTypes(gpu, fused)}>";
        string creation = $"GpuSparseProduct.Of<GpuKernels.{shape}, {places}>";
        string kernel = gpu.Kernel(
            [new(ProductText.Name(fused, "SparseMix", sizes), ProductText.Describe(fused, _form), call)], "SparseArguments", "GpuSparseProduct", creation);
        gpu.Launch(
            kernel,
            [$"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}"],
            gpu.Operands(fused, _form.Source.Value, _form.WeightOperand));
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
