namespace SparseGen.Analysis;

/// <summary>
/// What H_L of a deep network with Haar orthogonal weights times sigma_w is, where phi' is 0 or 1 (hard tanh, ReLU) with the share alpha of ones in each layer and all q_l
/// are the same
/// (after Hayase and Karakida 2021, arXiv 2006.07814).
/// </summary>
/// <param name="Depth">L, at least 1.</param>
/// <param name="Share">alpha, above 0 and at most 1.</param>
/// <param name="WeightVariance">sigma_w^2; 1 / alpha at criticality.</param>
/// <param name="Q">q, |x|^2 / M.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record OrthogonalFisherTheory(int Depth, double Share, double WeightVariance, double Q)
{
    /// <summary>L.</summary>
    public int Depth { get; } = Require.AtLeast(1, Depth);

    /// <summary>alpha.</summary>
    public double Share { get; } = Require.Share(Share);

    /// <summary>sigma_w^2.</summary>
    public double WeightVariance { get; } = Require.Positive(WeightVariance);

    /// <summary>q.</summary>
    public double Q { get; } = Require.Positive(Q);

    /// <summary>The largest eigenvalue, q times the sum of sigma_w^(2k) over k from 0 to L - 1: q L for sigma_w = 1. It belongs to what passes all layers.</summary>
    public double Largest => Q * GeometricSum(WeightVariance);

    /// <summary>The share of the eigenvalues that are the largest, max(0, 1 - (L - 1)(1 - alpha)): the dimension of what L - 1 generic subspaces have in common.</summary>
    public double Multiplicity => Math.Max(0, 1 - ((Depth - 1) * (1 - Share)));

    /// <summary>The mean eigenvalue, q L at criticality.</summary>
    public double Mean => Q * GeometricSum(WeightVariance * Share);

    /// <summary>The smallest eigenvalue, q, where some direction ends in the last layer; with alpha = 1 it is the largest one too.</summary>
    public double Smallest => Share == 1 ? Largest : Q;

    /// <summary>2 / (M times the largest eigenvalue): gradient descent on one sample with squared error diverges above it.</summary>
    /// <param name="width">M.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public double LearningRateBound(int width) => 2 / (Require.AtLeast(1, width) * Largest);

    private double GeometricSum(double ratio)
    {
        double sum = 0;
        for (int k = 0; k < Depth; k++)
        {
            sum = (sum * ratio) + 1;
        }

        return sum;
    }
}
