using SparseGen.Gpu.Planning;
using SparseGen.Models;
using SparseGen.Tool.Planning;

namespace SparseGen.Tests.Gpu;

/// <summary>Plans of launches on cards that are not there: they launch what a driver would be asked to, and count what the shapes say.</summary>
public sealed class PlanTests
{
    private const int Batch = 8;

    private static readonly GpuCard Card = GpuCard.All.Single(static card => card.Name == "H100");

    public static TheoryData<string> Models => [.. StepBudget.All.Select(static budget => budget.Model)];

    /// <summary>A plan has exactly the launches that the stub of CUDA's driver counts, for the card that the stub calls itself.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void LaunchesAreThoseThatTheDriverCounts(string model)
    {
        StepBudget budget = StepBudget.All.Single(budget => budget.Model == model);
        IReadOnlyList<PlannedPass> passes = ModelCatalogue.Find(model)!.Apply(new Planning(budget.Batch));
        Assert.Equal([budget.Inference, budget.Step], passes.Select(static pass => pass.Launches.Count));
        Assert.All(passes.SelectMany(static pass => pass.Launches), static launch => Assert.True(launch.Cost.Bytes > 0, launch.Launch.Kernel.Method.Name));
    }

    [Fact]
    public void OperationsAreTwoForEachMultiplyAdd()
    {
        IReadOnlyList<PlannedPass> passes = PlannedPass.Of<FashionMixer>(Card, Batch);
        long macs = FashionMixer.Info.Macs;

        // Backwards each product has two: but the patches have no gradient.
        const long Patches = 49 * 16 * 64;
        Assert.Equal([2 * Batch * macs, 2 * Batch * ((3 * macs) - Patches)], passes.Select(static pass => pass.Launches.Sum(static launch => launch.Cost.Flops)));
        Assert.All(passes.SelectMany(static pass => pass.Launches), static launch => Assert.True(launch.Cost.Bytes > 0, launch.Launch.Kernel.Method.Name));
    }

    [Fact]
    public void BytesAreThoseOfTheOperands()
    {
        IReadOnlyList<PlannedPass> passes = PlannedPass.Of<FashionMixer>(Card, Batch);
        long Bytes(int pass, string kernel) =>
            passes[pass].Launches.First(launch => launch.Launch.Kernel.Method.Name.StartsWith(kernel, StringComparison.Ordinal)).Cost.Bytes;

        // 49 tokens of 64 channels, a weight of 64 x 256, 49 tokens of 256 channels; in training the result before and behind the activation.
        Assert.Equal(4L * ((Batch * 49 * 64) + (64 * 256) + (Batch * 49 * 256)), Bytes(0, "MixChannels64To256BiasGelu"));
        Assert.Equal(4L * ((Batch * 49 * 64) + (64 * 256) + (2 * Batch * 49 * 256)), Bytes(1, "MixChannels64To256BiasSavedGelu"));

        // The head's way back: its gradient comes along, and both read the same gradient of 10 outputs. A partial sum has the weight's last panel of 32 outputs whole.
        Assert.Equal(4L * ((Batch * 10) + (10 * 64) + (2 * Batch * 64) + (64 * 32) + 10), Bytes(1, "MixChannels10To64AndWeightGradient64To10AndBias"));

        // A layer norm reads and writes its rows.
        Assert.Equal(4L * 2 * Batch * 49 * 64, Bytes(0, "ForwardRows"));
    }

    [Fact]
    public void AWindowReadsItsImageOnce()
    {
        IReadOnlyList<PlannedPass> passes = PlannedPass.Of<ConvMixer>(Card, Batch);
        (PlannedLaunch Launch, LaunchCost Cost)[] convolutions =
            [.. passes[0].Launches.Where(static launch => launch.Launch.Kernel.Method.Name.StartsWith("Convolve", StringComparison.Ordinal))];
        Assert.NotEmpty(convolutions);
        Assert.All(convolutions, static one =>
        {
            GpuProductExtents(one.Launch, out long rows, out long depth, out long columns);
            Assert.InRange(one.Cost.Bytes, 4 * Batch * rows * columns, 4 * ((Batch * rows * depth / 2) + (depth * columns) + (3 * Batch * rows * columns)));
        });
    }

    [Fact]
    public void TheLeastTimeIsThatOfWhatTakesLonger()
    {
        Assert.Equal(1e9 / 66.9e12, Card.Roofline(1e9, 1), 1e-18);
        Assert.Equal(1e9 / 3350e9, Card.Roofline(1, 1e9), 1e-16);
        Assert.All(GpuCard.All, static card => Assert.True(card.Source.Length > 0 && card.Multiprocessors > 0));
    }

    [Fact]
    public void ReportsHaveTheGridsOfTheCard()
    {
        PlanReport plan = new PlanOperation(Card, Batch, tools: null).Plan<SparseGen.Tests.Models.ReluMlp>();
        Assert.Equal("H100", plan.Card);
        Assert.All(plan.Passes, static pass =>
        {
            Assert.Equal(pass.Launches, pass.Kernels.Sum(static kernel => kernel.Launches));
            Assert.Equal(pass.RooflineMicroseconds, pass.Kernels.Sum(static kernel => kernel.Launches * kernel.RooflineMicroseconds), 6);
        });
        KernelReport[] products = [.. plan.Passes[0].Kernels.Where(static kernel => kernel.Tile is not null)];
        Assert.NotEmpty(products);
        Assert.All(products, static kernel => Assert.True(kernel is { SharedBytes: >= 6656, Registers: null, GroupThreads: 64 or 256, Flops: > 0 }, kernel.Kernel));
    }

    private static void GpuProductExtents(PlannedLaunch launch, out long rows, out long depth, out long columns)
    {
        SparseGen.Kernels.Gpu.ProductExtents extents = launch.Kernel.Tile!.Products[0].Extents;
        (rows, depth, columns) = (extents.Rows, extents.Depth, extents.Columns);
    }

    private sealed class Planning(int batch) : IModelOperation<IReadOnlyList<PlannedPass>>
    {
        public IReadOnlyList<PlannedPass> Run<TModel>(ModelEntry entry)
            where TModel : class, IModel<TModel> => PlannedPass.Of<TModel>(Card, batch);
    }
}
