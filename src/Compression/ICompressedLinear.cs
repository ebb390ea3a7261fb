namespace SparseGen.Compression;

/// <summary>A linear map y = W x + b of rows, in a form that costs less than the exact one. Any number of threads may use one at once.</summary>
public interface ICompressedLinear
{
    /// <summary>Numbers of an input row.</summary>
    int Inputs { get; }

    /// <summary>Numbers of an output row.</summary>
    int Outputs { get; }

    /// <summary>Bytes of what it keeps; the exact layer has 4 (inputs + 1) outputs with its bias.</summary>
    long Bytes { get; }

    /// <summary>Applies it.</summary>
    /// <param name="rows">[rows, inputs].</param>
    /// <param name="output">[rows, outputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Multiply(ReadOnlySpan<float> rows, Span<float> output);
}
