namespace SparseGen.Bench.Layers;

/// <summary>What was measured of a layer.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="InputSize">Numbers of a sample before the layer.</param>
/// <param name="OutputSize">Numbers of a sample after it.</param>
/// <param name="ParameterCount">Learned numbers.</param>
/// <param name="Macs">Multiply-accumulates of one sample's forward pass.</param>
/// <param name="DenseMacs">Those of the dense layer.</param>
/// <param name="Training">A step: forward, backward to parameters and input, AdamW.</param>
/// <param name="Inference">A forward pass.</param>
internal sealed record LayerMeasurement(
    string Name, int InputSize, int OutputSize, int ParameterCount, long Macs, long DenseMacs, Pair Training, Pair Inference)
{
    // The backward pass has two products for each of the forward pass: one for the input's gradient, one for the weights'.
    private const int PassesOfTraining = 3;
    private const double OperationsOfMac = 2;

    /// <summary>1e9 floating-point operations a second of a training step.</summary>
    /// <param name="batch">Samples of a step.</param>
    public double TrainingRate(int batch) => PassesOfTraining * OperationsOfMac * Macs * batch / Training.Seconds / 1e9;

    /// <summary>1e9 floating-point operations a second of inference.</summary>
    /// <param name="batch">Samples of a call.</param>
    public double InferenceRate(int batch) => OperationsOfMac * Macs * batch / Inference.Seconds / 1e9;
}
