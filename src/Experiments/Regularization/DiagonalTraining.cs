using System.Diagnostics;

namespace SparseGen.Experiments;

/// <summary>Trains the diagonal network once, by gradient descent with a constant step size.</summary>
/// <param name="regime">Batch, step size and steps.</param>
/// <param name="regularizer">How it is regularised.</param>
/// <param name="seed">Seed of the samples and of their order.</param>
/// <param name="device">Where.</param>
internal sealed class DiagonalTraining(DiagonalRegime regime, Regularizer regularizer, int seed, Device device)
{
    // |X beta - y|^2 / (4 N) is a quarter of the mean squared error.
    private const float LossFactor = 0.25f;
    private const int StepsBetweenLooks = 100;
    private const int Features = DiagonalNetwork.Features;

    /// <summary>Trains it.</summary>
    /// <param name="context">Cancellation.</param>
    public DiagonalRun Run(RunContext context)
    {
        var data = new SparseRegression((ulong)seed);
        using var model = new DiagonalNetwork(SparseRegression.TrainingSamples, device);
        var trainer = new Trainer<DiagonalNetwork>(model, new Sgd(regime.LearningRate), new ScaledLoss(new MeanSquaredError(), LossFactor));
        if (regularizer.CreateHook() is { } hook)
        {
            trainer.Hooks.Add(hook);
        }

        var order = new CounterRandom((ulong)seed, "regression.order");
        int starts = SparseRegression.TrainingSamples - regime.Batch + 1;
        var watch = Stopwatch.StartNew();
        for (int step = 0; step < regime.Steps; step++)
        {
            if (step % StepsBetweenLooks == 0)
            {
                context.ThrowIfStopped();
            }

            int start = order.NextInt32(starts);
            trainer.Step(data.Inputs.AsSpan(start * Features, regime.Batch * Features), data.Targets.AsSpan(start, regime.Batch));
        }

        double seconds = watch.Elapsed.TotalSeconds;
        double[] scales = Scales(model);
        return new DiagonalRun(
            regime.Name,
            regularizer,
            seed,
            scales.Average(),
            scales.Min(),
            scales.Take(SparseRegression.NonZeros).Average(),
            Error(model, data.TestInputs, data.TestTargets),
            Error(model, data.Inputs, data.Targets),
            seconds);
    }

    /// <summary>sqrt(u v) / alpha of each feature; 0 where a step was so long that it carried one of them across 0.</summary>
    private static double[] Scales(DiagonalNetwork model)
    {
        float[] u = new float[Features], v = new float[Features];
        model.Parameters.GetTensor("diagonal.u", u);
        model.Parameters.GetTensor("diagonal.v", v);
        return [.. u.Zip(v, static (one, other) => Math.Sqrt(Math.Max(0, (double)one * other)) / DiagonalNetwork.InitialScale)];
    }

    private static double Error(DiagonalNetwork model, float[] inputs, float[] targets)
    {
        var output = new float[targets.Length];
        model.Forward(inputs, output);
        return new MeanSquaredError().Evaluate(output, Targets.FromValues(targets), targets.Length, default);
    }
}
