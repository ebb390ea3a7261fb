using SparseGen.Models;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Operations;

/// <summary>Measures images a second of training steps and of inference, on random images.</summary>
/// <param name="device">Where.</param>
/// <param name="batch">Images of a training step and of the larger inference call; at least 1.</param>
/// <param name="repetitions">Measurements of each; the median counts.</param>
/// <param name="duration">How long each measurement lasts at least.</param>
internal sealed class ThroughputOperation(Device device, int batch, int repetitions, TimeSpan duration)
    : IModelOperation<IReadOnlyList<Throughput>>
{
    // The backward pass has two products for each of the forward pass: one for the input's gradient, one for the weights'.
    private const int PassesOfTraining = 3;
    private const int OperationsOfMac = 2;

    /// <summary>What was not measured and why, after the run; null where nothing was left out.</summary>
    public string? LeftOut { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<Throughput> Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        LeftOut = WhyNoTraining(info);
        using TModel model = NewModel.Create<TModel>(LeftOut is null ? batch : 1, device);
        var random = new Random(1);
        var input = new float[batch * info.InputSize];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)random.NextDouble();
        }

        var labels = new int[batch];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Next(info.OutputSize);
        }

        var output = new float[batch * info.OutputSize];
        var measurements = new List<Throughput>();
        if (LeftOut is null)
        {
            // A small rate: the parameters stay in the range of a real training however long this runs.
            var trainer = new Trainer<TModel>(model, new AdamW(learningRate: 1e-5f, weightDecay: 0.05f), new SoftmaxCrossEntropy());

            // Step returns the loss, so a device has finished with all but the update when it returns, and queues no more than one.
            measurements.Add(Measure("training", batch, PassesOfTraining * info.Macs, () => trainer.Step(input, labels)));
        }

        measurements.Add(Measure("inference", batch, info.Macs, () => model.Forward(input, output)));
        if (batch > 1)
        {
            measurements.Add(Measure(
                "inference", 1, info.Macs, () => model.Forward(input.AsSpan(0, info.InputSize), output.AsSpan(0, info.OutputSize))));
        }

        return measurements;
    }

    /// <summary>Why a training step cannot be measured here, or null: parameters, moments and so on of a large model need many times its size.</summary>
    private string? WhyNoTraining(ModelInfo info)
    {
        if (device is not CpuDevice cpu)
        {
            return null;
        }

        // Parameters, their transposed panels, two moments, and gradients for each thread.
        long needed = (long)info.ParameterCount * sizeof(float) * (4 + cpu.Threads);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return needed <= available
            ? null
            : $"Training was left out: it needs {needed / 1e9:0.0} GB for {info.ParameterCount} parameters, more than the {available / 1e9:0.0} GB of this machine.";
    }

    private Throughput Measure(string work, int images, long macs, Action action)
    {
        double[] calls = Repetitions.Measure(action, repetitions, duration);
        double median = images * Repetitions.Median(calls);
        return new Throughput(work, images, median, images * calls[0], images * calls[^1], median * macs * OperationsOfMac / 1e9);
    }
}
