using System.Diagnostics;
using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>
/// Measures training steps in several variants against the first. All variants take turns in short rounds, so that they meet the same conditions on a machine whose
/// clock changes, and ratios are taken within a round.
/// </summary>
/// <param name="device">Where.</param>
/// <param name="batch">Samples of a step.</param>
/// <param name="rounds">Rounds; an odd number has a middle.</param>
/// <param name="duration">How long a variant's turn lasts about, for the first variant; others do as many steps.</param>
/// <param name="variants">The variants, the one to compare with first.</param>
internal sealed class StepTimesOperation(Device device, int batch, int rounds, TimeSpan duration, IReadOnlyList<StepVariant> variants)
    : IModelOperation<IReadOnlyList<StepTime>>
{
    /// <inheritdoc/>
    public IReadOnlyList<StepTime> Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        var random = new CounterRandom(seed: 1, "step-times");
        var input = new float[batch * info.InputSize];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)random.NextNormal();
        }

        var labels = new int[batch];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = random.NextInt32(info.OutputSize);
        }

        TModel[] models = [.. variants.Select(_ => NewModel.Create<TModel>(batch, device))];
        Action[] steps = [.. models.Zip(variants, (model, variant) => Step(model, variant, input, labels))];
        int count = CountSteps(steps);
        var seconds = new double[variants.Count][];
        for (int variant = 0; variant < seconds.Length; variant++)
        {
            seconds[variant] = new double[rounds];
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < steps.Length; turn++)
            {
                // Each round starts with another variant: none always follows the same one.
                int variant = (turn + round) % steps.Length;
                seconds[variant][round] = Time(steps[variant], count) / count;
            }
        }

        foreach (TModel model in models)
        {
            model.Dispose();
        }

        return [.. variants.Select((variant, i) => Summarize(variant.Name, seconds[i], seconds[0]))];
    }

    private static Action Step<TModel>(TModel model, StepVariant variant, float[] input, int[] labels)
        where TModel : class, IModel<TModel>
    {
        // A small rate: the parameters stay in the range of a real training however long this runs.
        var trainer = new Trainer<TModel>(model, new Sgd(learningRate: 1e-5f, momentum: 0.9f), new SoftmaxCrossEntropy());
        if (variant.CreateHook() is { } hook)
        {
            trainer.Hooks.Add(hook);
        }

        return () => trainer.Step(input, labels);
    }

    /// <summary>Warms all variants, and says how many steps of the first take the duration.</summary>
    private int CountSteps(Action[] steps)
    {
        foreach (Action step in steps)
        {
            var watch = Stopwatch.StartNew();
            do
            {
                step();
            }
            while (watch.Elapsed < 3 * duration);
        }

        int count = 1;
        while (Time(steps[0], count) < duration.TotalSeconds)
        {
            count *= 2;
        }

        return count;
    }

    private static double Time(Action step, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            step();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static StepTime Summarize(string name, double[] seconds, double[] plain)
    {
        double[] times = [.. seconds.Order()];
        double[] ratios = [.. seconds.Zip(plain, static (time, reference) => time / reference).Order()];
        return new StepTime(
            name, 1e3 * Repetitions.Median(times), Repetitions.Median(ratios), ratios[ratios.Length / 4], ratios[^((ratios.Length / 4) + 1)]);
    }
}
