namespace SparseGen.Analysis;

/// <summary>How a spectral model is fitted by the Cauchy noise loss; the defaults are those of the author's programs.</summary>
public sealed record CauchyNoiseOptions
{
    /// <summary>gamma, the scale of the noise. For rank estimation in units of the largest singular value.</summary>
    public double Scale { get; init; } = 0.1;

    /// <summary>m, draws of the noise for an eigenvalue in a step, over which the gradient is averaged.</summary>
    public int Draws { get; init; } = 1;

    /// <summary>Learning rate of Adam.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Steps of one eigenvalue each; null for 400 p/d passes (rank estimation: as many passes as make 20,000 p/d steps).</summary>
    public int? Steps { get; init; }

    /// <summary>xi, the factor of the sum of the singular values' absolute values in the signal-plus-noise model.</summary>
    public double Sparsity { get; init; } = 1e-3;

    /// <summary>Seed of the eigenvalues' order and of the noise.</summary>
    public ulong Seed { get; init; }

    internal void Check()
    {
        Require.Positive(Scale);
        Require.AtLeast(1, Draws);
        Require.Positive(LearningRate);
        Require.NotNegative(Sparsity);
        if (Steps is int steps)
        {
            Require.AtLeast(1, steps, nameof(Steps));
        }
    }
}
