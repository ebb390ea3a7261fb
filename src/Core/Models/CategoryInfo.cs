namespace SparseGen;

/// <summary>A column of a sample that holds categories, whole numbers from 0 on: see <see cref="EmbeddingAttribute"/>.</summary>
/// <param name="Layer">Name of the layer that has a vector for each of them.</param>
/// <param name="Column">Its place in the row of floats that a sample is; of its first token where it has several.</param>
/// <param name="Count">Number of categories.</param>
/// <param name="Tokens">How often it is in a sample: once, or in each token.</param>
/// <param name="Stride">Floats from token to token.</param>
public sealed record CategoryInfo(string Layer, int Column, int Count, int Tokens = 1, int Stride = 0)
{
    /// <summary>Asks whether what is there is a category.</summary>
    /// <param name="input">[batch, sample].</param>
    /// <param name="sampleSize">Floats of a sample.</param>
    /// <param name="parameter">What the caller calls the input.</param>
    /// <exception cref="ArgumentException">A number is no category.</exception>
    internal void Check(ReadOnlySpan<float> input, int sampleSize, string parameter)
    {
        for (int start = 0; start < input.Length; start += sampleSize)
        {
            for (int token = 0; token < Tokens; token++)
            {
                int column = Column + (token * Stride);
                float value = input[start + column];

                // NaN compares with nothing.
                if (!(value >= 0 && value < Count) || value != MathF.Truncate(value))
                {
                    throw new ArgumentException(
                        $"{parameter} has {value:R} in column {column} of sample {start / sampleSize}; expected a whole number from 0 to {Count - 1}, a category of '{Layer}'.",
                        parameter);
                }
            }
        }
    }
}
