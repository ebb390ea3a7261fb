using SparseGen.Compression.Int8;

namespace SparseGen.Compression;

/// <summary>An <see cref="Int8Linear"/> as tensors.</summary>
internal static class Int8File
{
    private const string Weight = "weight";
    private const string WeightScales = "weight_scales";
    private const string Bias = "bias";
    private const string InputScale = "input_scale";
    private const string InputZero = "input_zero";

    /// <summary>Adds its tensors.</summary>
    public static void Add(StoredTensors tensors, string prefix, Int8Linear map)
    {
        tensors.Add(prefix + Weight, map.Weight, map.Outputs, map.Inputs);
        tensors.Add(prefix + WeightScales, map.WeightScales, map.Outputs);
        tensors.Add(prefix + Bias, map.Bias, map.Outputs);
        tensors.Add(prefix + InputScale, [map.Range.Scale], 1);
        tensors.Add(prefix + InputZero, [map.Range.Zero], 1);
    }

    /// <summary>Makes it of its tensors.</summary>
    /// <exception cref="CheckpointException">They do not fit each other.</exception>
    public static Int8Linear Take(StoredTensors tensors, string prefix)
    {
        var shape = tensors.Shape(prefix + Weight, 2);
        (int outputs, int inputs) = (shape[0], shape[1]);
        if (inputs > Int8Linear.MostInputs)
        {
            throw tensors.Problem($"A weight has {inputs} columns; expected at most {Int8Linear.MostInputs}.");
        }

        float scale = tensors.Floats(prefix + InputScale, 1)[0];
        return scale > 0
            ? new Int8Linear(
                tensors.SignedBytes(prefix + Weight, outputs, inputs), inputs, tensors.Floats(prefix + WeightScales, outputs), tensors.Floats(prefix + Bias, outputs),
                new InputRange(scale, tensors.Bytes(prefix + InputZero, 1)[0]))
            : throw tensors.Problem($"The scale of inputs is {scale}; expected a number above 0.");
    }
}
