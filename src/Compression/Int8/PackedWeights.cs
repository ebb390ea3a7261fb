namespace SparseGen.Compression.Int8;

/// <summary>
/// Weights of signed bytes as their kernel reads them, [panels of 32 outputs][inputs / 4][32 outputs][4 inputs], and what makes a float of each output's sum. What stands in
/// place of missing inputs and outputs is zero.
/// </summary>
internal sealed class PackedWeights
{
    /// <summary>Inputs that are multiplied together.</summary>
    public const int Together = 4;

    /// <summary>Bytes from four inputs of a panel to the next four.</summary>
    public const int PanelStep = Panel32 * Together;

    private const int Panel32 = 32;

    private readonly sbyte[] _panels;

    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="weightScales">[outputs]: what a weight is multiplied with.</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="range">How inputs become bytes.</param>
    public PackedWeights(ReadOnlySpan<sbyte> weight, int inputs, ReadOnlySpan<float> weightScales, ReadOnlySpan<float> bias, InputRange range)
    {
        Outputs = weightScales.Length;
        PaddedInputs = (inputs + Together - 1) / Together * Together;
        int padded = (Outputs + Panel32 - 1) / Panel32 * Panel32;
        _panels = new sbyte[padded * PaddedInputs];
        (Corrections, Scales, Biases) = (new int[padded], new float[padded], new float[padded]);
        bias.CopyTo(Biases);
        for (int output = 0; output < Outputs; output++)
        {
            int sum = 0;
            for (int input = 0; input < inputs; input++)
            {
                sbyte value = weight[(output * inputs) + input];
                sum += value;
                _panels[PlaceOf(output) + (input / Together * PanelStep) + (input % Together)] = value;
            }

            Corrections[output] = sum * range.Zero;
            Scales[output] = range.Scale * weightScales[output];
        }
    }

    /// <summary>Outputs.</summary>
    public int Outputs { get; }

    /// <summary>Inputs of a row, up to the next multiple of four.</summary>
    public int PaddedInputs { get; }

    /// <summary>What the zero of the inputs adds to each sum.</summary>
    public int[] Corrections { get; }

    /// <summary>What each sum is multiplied with.</summary>
    public float[] Scales { get; }

    /// <summary>What is added then.</summary>
    public float[] Biases { get; }

    /// <summary>The weights of an output and of those behind it in its panel.</summary>
    public ref sbyte Panel(int output) => ref _panels[PlaceOf(output)];

    private int PlaceOf(int output) => (output / Panel32 * Panel32 * PaddedInputs) + (output % Panel32 * Together);
}
