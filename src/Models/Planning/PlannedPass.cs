using SparseGen.Gpu;
using SparseGen.Gpu.Planning;
using SparseGen.Tool.Operations;

namespace SparseGen.Tool.Planning;

/// <summary>What a pass of a model launches on a card that need not be there.</summary>
/// <param name="Name">Which pass.</param>
/// <param name="Launches">The launches in their order, with what they cost.</param>
internal sealed record PlannedPass(string Name, IReadOnlyList<(PlannedLaunch Launch, LaunchCost Cost)> Launches)
{
    /// <summary>An inference and a training step, with AdamW and cross-entropy with labels.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="card">The card.</param>
    /// <param name="batch">Samples.</param>
    public static IReadOnlyList<PlannedPass> Of<TModel>(GpuCard card, int batch)
        where TModel : class, IModel<TModel>
    {
        GpuDevice device = GpuDevices.Planned(card);
        using TModel model = NewModel.Create<TModel>(batch, device);
        float[] input = new float[batch * TModel.Info.InputSize], output = new float[batch * TModel.Info.OutputSize];
        var trainer = new Trainer<TModel>(model, new AdamW(1e-3f), new SoftmaxCrossEntropy());
        LaunchPlan plan = device.Plan!;
        PlannedPass Pass(string name, Action run)
        {
            plan.Take();
            run();
            ILGPU.ArrayView<float> parameters = ((GpuParameterVector)model.Parameters).View;
            return new PlannedPass(name, [.. plan.Take().Select(launch => (launch, LaunchCost.Of(launch, batch, parameters)))]);
        }

        return [Pass("inference", () => model.Forward(input, output)), Pass("training step", () => trainer.Step(input, new int[batch]))];
    }
}
