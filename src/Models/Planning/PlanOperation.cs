using ILGPU;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Gpu.Planning;
using SparseGen.Kernels.Gpu;
using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Tool.Planning;

/// <summary>Writes down what an inference and a training step of a model launch on a card that need not be there.</summary>
/// <param name="card">The card.</param>
/// <param name="batch">Samples.</param>
/// <param name="tools">NVIDIA's assembler, or null: then nobody knows of registers.</param>
internal sealed class PlanOperation(GpuCard card, int batch, CudaTools? tools) : IModelOperation<PlanReport>
{
    private readonly Dictionary<ILibraryKernel, (int SharedBytes, CudaTools.Assembly? Assembly)> _kernels = [];

    /// <inheritdoc/>
    public PlanReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel> => Plan<TModel>();

    /// <summary>The plan of a model, whether or not it is in the catalogue.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    public PlanReport Plan<TModel>()
        where TModel : class, IModel<TModel>
    {
        IReadOnlyList<PlannedPass> passes = PlannedPass.Of<TModel>(card, batch);
        Compile([.. passes.SelectMany(static pass => pass.Launches).Select(static launch => launch.Launch.Kernel).Distinct()]);
        return new PlanReport(TModel.Info.Name, card.Name, card.Source, card.TeraFlops, card.Gigabytes, batch, [.. passes.Select(Report)]);
    }

    private void Compile(ILibraryKernel[] kernels)
    {
        IEnumerable<PtxText> texts = PtxText.Compile(kernels.Select(static kernel => (kernel.Method, kernel.Threads, kernel.ThreadsAtOnce)));
        foreach ((ILibraryKernel kernel, PtxText text) in kernels.Zip(texts))
        {
            _kernels[kernel] = (text.SharedBytes, tools?.Assemble(text.Ptx, card.Architecture.Name));
        }
    }

    private PassReport Report(PlannedPass pass)
    {
        KernelReport[] kernels =
        [
            .. pass.Launches.Select(one => Report(one.Launch, one.Cost))
                .GroupBy(static one => (one.Kernel, string.Join('x', one.Grid), one.Flops, one.Bytes))
                .Select(static group => group.First() with { Launches = group.Count() }),
        ];
        return new PassReport(
            pass.Name, pass.Launches.Count, kernels.Sum(static one => one.Launches * one.Flops), kernels.Sum(static one => one.Launches * one.Bytes),
            kernels.Sum(static one => one.Launches * one.RooflineMicroseconds), kernels);
    }

    private KernelReport Report(PlannedLaunch launch, LaunchCost cost)
    {
        (int sharedBytes, CudaTools.Assembly? assembly) = _kernels[launch.Kernel];
        TiledKernel? tile = launch.Kernel.Tile;
        KernelConfig config = launch.Config;
        int threads = config.GroupDim.Size;
        return new KernelReport(
            tile is null ? $"{launch.Kernel.Method.DeclaringType!.Name.Split('`')[0]}.{launch.Kernel.Method.Name}" : launch.Kernel.Method.Name, 1,
            tile is null ? null : string.Join(" + ", tile.Tiles), [config.GridDim.X, config.GridDim.Y, config.GridDim.Z], threads, sharedBytes, assembly?.Registers,
            assembly is null ? null : card.Architecture.Occupancy(assembly.Registers, sharedBytes, threads),
            tile is null ? null : assembly?.Listing.SharesOfSteps(tile.MultiplyAdds).Min(),
            cost.Flops, cost.Bytes, 1e6 * card.Roofline(cost.Flops, cost.Bytes));
    }
}
