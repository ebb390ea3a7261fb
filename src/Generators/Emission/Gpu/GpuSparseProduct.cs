using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

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
            // Rows are packed where the batch is large enough, and then there are as many parts as there may be.
            gpu.Room.AddsPartials(_form.Weight.Mask!.Count, _form.Source.Rows, 1);
            gpu.Room.PacksRows(0, _form.Source, _form.Target);
            gpu.Call(
                "SparseGradient.Add", [], gpu.Ref(_form.Source.Value), gpu.Ref(_form.Target.Value), gpu.Ref(_product.Output), mask,
                $"new SparseExtents({_form.Source.Layout})", $"new SparseExtents({_form.Target.Layout})");
            return;
        }

        string sizes = ProductText.Sizes(_form);
        string[] members = [$"SparseExtents Source => new({_form.Source.Layout})", $"SparseExtents Target => new({_form.Target.Layout})"];
        string shape = gpu.Type($"SparseShape|{string.Join("|", members)}", $"Sparse{sizes}", "ISparseShape", "How the operands of a product with a sparse weight lie.", members);
        string places = OperandText.Option(_form.SumsOutputs);
        string name = ProductText.Name(fused, "SparseMix", sizes), description = ProductText.Describe(fused, _form), store = GpuElementwise.StoreTypes(gpu, fused);
        string creation = $"GpuSparseProduct.Of<GpuKernels.{shape}, {places}>";
        KernelText[] kernels =
        [
            new(name, $"{description} A thread a number.", $"GpuSparseProduct.Run<{shape}, {places}, {store}>"),
            new($"{name}Packed", $"{description} Of packed rows.", $"GpuSparseProduct.RunPacked<{shape}, {store}>"),
        ];
        string kernel = gpu.Kernel(kernels, ["SparseArguments arguments"], "GpuSparseProduct", creation);

        // The lists end in fours of weights.
        gpu.Room.PacksRows(_form.Weight.Mask!.Count + (3L * _form.Target.Features), _form.Source);
        gpu.Launch(
            kernel,
            [$"{mask}.{(_form.SumsOutputs ? "ByInput" : "ByOutput")}"],
            gpu.Operands(fused, _form.Source.Value, _form.WeightOperand));
    }
}
