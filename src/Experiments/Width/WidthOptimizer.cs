namespace SparseGen.Experiments;

/// <summary>How the models of the width experiment learn.</summary>
/// <param name="Name">One of <see cref="All"/>.</param>
/// <param name="LearningRate">Highest learning rate of the schedule.</param>
internal sealed record WidthOptimizer(string Name, float LearningRate)
{
    /// <summary>Adam with decoupled weight decay, which trains all models in the few epochs that there is time for.</summary>
    public const string AdamW = "adamw";

    /// <summary>SGD with Nesterov's momentum, which the paper has (for 200 epochs).</summary>
    public const string Nesterov = "nesterov";

    private const float Momentum = 0.9f;
    private const float AdamWDecay = 0.05f;
    private const float NesterovDecay = 5e-4f;

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> All { get; } = [AdamW, Nesterov];

    private float WeightDecay => Name == AdamW ? AdamWDecay : NesterovDecay;

    /// <summary>Makes it, for one model.</summary>
    public IOptimizer Create() => Name == AdamW
        ? new AdamW(LearningRate, WeightDecay)
        : new Sgd(LearningRate, Momentum, nesterov: true, weightDecay: WeightDecay);

    /// <summary>Adds all of it to the settings of an experiment.</summary>
    /// <param name="settings">The settings.</param>
    public ExperimentSettings AddTo(ExperimentSettings settings)
        => settings.Add("optimizer", Name == AdamW ? "AdamW" : "Nesterov SGD").Add("learning-rate", LearningRate).Add("weight-decay", WeightDecay);
}
