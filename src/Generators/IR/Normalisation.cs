namespace SparseGen.Generators.IR;

/// <summary>What the way in of a reversible normalisation leaves for the way back.</summary>
/// <param name="Mean">Mean of each channel.</param>
/// <param name="Deviation">Deviation of each channel.</param>
/// <param name="Weight">Learned factor of each channel; null for none.</param>
/// <param name="Bias">Learned shift of each channel; null for none.</param>
/// <param name="Offset">Added to the factor before something is divided by it.</param>
internal sealed record Normalisation(Value Mean, Value Deviation, Value? Weight, Value? Bias, float Offset) : Unprinted;
