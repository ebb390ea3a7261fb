namespace SparseGen.Generators.Ops;

/// <summary>The numbers of a batch norm.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">How much of a batch's statistics the running ones take.</param>
internal sealed record BatchNormSettings(float Epsilon = BatchNormSettings.DefaultEpsilon, float Momentum = BatchNormSettings.DefaultMomentum) : Unprinted
{
    /// <summary>PyTorch's epsilon.</summary>
    public const float DefaultEpsilon = 1e-5f;

    /// <summary>PyTorch's momentum.</summary>
    public const float DefaultMomentum = 0.1f;
}
