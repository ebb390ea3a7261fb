namespace SparseGen;

/// <summary>What an ONNX file says besides the model.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// Names of the classes by output, as many as the model has outputs: the metadata's <see cref="OnnxModel.ClassNamesKey"/>, a JSON array. Null for none.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>More entries for the metadata. Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What made the file, for those who look into it. Its version is that of this library where the name is the default one.</summary>
    public string ProducerName { get; init; } = OnnxModel.DefaultProducer;

    /// <summary>
    /// Version of ONNX's set of operators, from <see cref="OnnxModel.LeastOpset"/>, the first with Gelu, to <see cref="OnnxModel.LastOpset"/>. The least is what most programs
    /// read; the operators mean the same in all of them.
    /// </summary>
    public int Opset { get; init; } = OnnxModel.LeastOpset;
}
