using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.State;

/// <summary>A run of a few steps over images, with an optimiser and hooks by name: what is interrupted and gone on with.</summary>
internal static class ResumedRun
{
    public const int Batch = 4, Samples = 10, Epochs = 2, Steps = 6, Classes = 5;

    public static Dataset Data { get; } = Dataset.FromFloats(
        ProbeData.Normal(Samples * ResumedImages.Info.InputSize, seed: 8), ResumedImages.Info.InputSize, ValueRecipe.Labels("labels", Samples, Classes));

    public static readonly IReadOnlyDictionary<string, Func<IOptimizer>> Optimizers = new Dictionary<string, Func<IOptimizer>>
    {
        ["Sgd"] = () => new Sgd(0.05f),
        ["Sgd with momentum"] = () => new Sgd(0.05f, momentum: 0.9f, nesterov: true, weightDecay: 0.01f),
        ["Adam"] = () => new Adam(0.01f),
        ["AdamW"] = () => new AdamW(0.01f),
        ["Lion"] = () => new Lion(0.003f),
    };

    public static readonly IReadOnlyDictionary<string, Func<ResumedImages, ITrainingHook[]>> Hooks = new Dictionary<string, Func<ResumedImages, ITrainingHook[]>>
    {
        ["none"] = static _ => [],
        ["data"] = static _ => [new RandomCrop(1, seed: 2), new RandomFlip(seed: 3), new MixUp(0.4f, seed: 4)],
        ["clipping"] = static _ => [new GradientClipping(0.01f)],
        ["flooding"] = static _ => [new Flooding(1.6f)],
        ["sharpness"] = static _ => [new SharpnessAwareMinimization()],
        ["adaptive sharpness"] = static _ => [new SharpnessAwareMinimization { Adaptive = true }],
        ["differences"] = static _ => [new GradientRegularization(0.1f) { Scheme = GradientScheme.Centered }],
        ["Hessian"] = static _ => [new GradientRegularization(0.1f) { Scheme = GradientScheme.Exact }],
        ["averages"] = static _ => [new WeightAveraging(0.9f), new WeightAveraging(0.5f)],
        ["consolidation"] = static model =>
            [new SelectiveForgetting([new ElasticWeightConsolidation(FisherDiagonal.Estimate(model, new SoftmaxCrossEntropy(), Data, Batch))])],
        ["distillation"] = static model => [new SelectiveForgetting([Distillation.Of(model, Data, Batch)], seed: 5)],
        ["one of one's own"] = static _ => [new CountingHook()],
    };

    public static TrainingOptions Options { get; } = new()
    {
        Epochs = Epochs,
        BatchSize = Batch,
        Seed = 6,
        ProgressInterval = 1,
        EvaluateEveryEpoch = true,
        Schedule = new CosineSchedule(warmUpSteps: 2),
    };

    /// <summary>A trainer whose model starts from its seed, also where the model was used before.</summary>
    public static Trainer<ResumedImages> Trainer(ResumedImages model, string optimizer, string hooks, ulong seed)
    {
        foreach (TensorInfo tensor in ResumedImages.Info.Tensors)
        {
            // What the mask of a sparse tensor has not kept stays zero; what it has kept is not.
            TensorLayout layout = model.Parameters.Layout.Find(tensor.Name);
            float[] values = new float[layout.Count];
            model.Parameters.GetTensor(tensor.Name, values);
            float[] drawn = ProbeData.Normal(values.Length, CounterRandom.Hash(tensor.Name) + seed);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = layout.Storage.Mask is not null && values[i] == 0 ? 0 : 0.3f * drawn[i];
            }

            model.Parameters.SetTensor(tensor.Name, values);
        }

        model.NoiseStep = 0;
        var trainer = new Trainer<ResumedImages>(model, Optimizers[optimizer](), new SoftmaxCrossEntropy());
        foreach (ITrainingHook hook in Hooks[hooks](model))
        {
            trainer.Hooks.Add(hook);
        }

        return trainer;
    }

    /// <summary>All that training moves.</summary>
    public static List<float> Bits(Trainer<ResumedImages> trainer)
    {
        var bits = new List<float>(Numbers(trainer.Model.Parameters));
        foreach (WeightAveraging averaging in trainer.Hooks.OfType<WeightAveraging>())
        {
            bits.AddRange(Numbers(averaging.Average));
        }

        return bits;
    }

    /// <summary>All storage of a vector.</summary>
    public static float[] Numbers(ParameterVector vector)
    {
        float[] numbers = new float[vector.Length];
        vector.Read(numbers);
        return numbers;
    }

    /// <summary>Calls an action with the step.</summary>
    internal sealed class AtEachReport(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
