namespace SparseGen.Experiments;

/// <summary>
/// Sparse regression as in Woodworth et al. 2020 (arXiv 2002.09277): y = &lt;beta, x&gt; + noise with x normal, five weights of 1 / sqrt(5) and all others 0, and noise of
/// variance 0.01; far fewer samples than features.
/// </summary>
internal sealed class SparseRegression
{
    /// <summary>Training samples, N.</summary>
    public const int TrainingSamples = 100;

    /// <summary>Test samples.</summary>
    public const int TestSamples = 2000;

    /// <summary>Weights that are not 0.</summary>
    public const int NonZeros = 5;

    private const double NoiseDeviation = 0.1;

    /// <summary>Draws the samples.</summary>
    /// <param name="seed">Decides them.</param>
    public SparseRegression(ulong seed)
    {
        (Inputs, Targets) = Draw(seed, "train", TrainingSamples);
        (TestInputs, TestTargets) = Draw(seed, "test", TestSamples);
    }

    /// <summary>[N, features].</summary>
    public float[] Inputs { get; }

    /// <summary>[N].</summary>
    public float[] Targets { get; }

    /// <summary>[test samples, features].</summary>
    public float[] TestInputs { get; }

    /// <summary>[test samples].</summary>
    public float[] TestTargets { get; }

    private static (float[] Inputs, float[] Targets) Draw(ulong seed, string name, int samples)
    {
        const int Features = DiagonalNetwork.Features;
        var normal = new CounterRandom(seed, $"regression.{name}.inputs");
        var noise = new CounterRandom(seed, $"regression.{name}.noise");
        var inputs = new float[samples * Features];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)normal.NextNormal();
        }

        var targets = new float[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            double sum = 0;
            for (int feature = 0; feature < NonZeros; feature++)
            {
                sum += inputs[(sample * Features) + feature];
            }

            targets[sample] = (float)((sum / Math.Sqrt(NonZeros)) + (NoiseDeviation * noise.NextNormal()));
        }

        return (inputs, targets);
    }
}
