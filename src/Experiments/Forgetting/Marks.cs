using SparseGen.Tool.Datasets;

namespace SparseGen.Experiments;

/// <summary>
/// The information to be forgotten: a white square of 3 x 3 pixels in one of ten places at the upper and lower edge of an image, each of which stands for a label.
/// </summary>
internal static class Marks
{
    /// <summary>Places, and labels that they stand for.</summary>
    public const int Count = 10;

    private const int Side = 3, Extent = 28, PlacesInARow = 5, Distance = 6;

    // White as the model sees it.
    private const float White = (1 - FashionMnist.Mean) / FashionMnist.Deviation;

    /// <summary>Draws a mark for each sample and puts it there.</summary>
    /// <param name="data">The images, without marks.</param>
    /// <param name="first">The first mark that may be drawn.</param>
    /// <param name="last">The last mark that may be drawn.</param>
    /// <param name="seed">Decides which marks.</param>
    public static MarkedImages Put(Dataset data, int first, int last, ulong seed)
    {
        float[] inputs = data.ReadInputs();
        int[] marks = new int[data.Count];
        var random = new CounterRandom(seed, "marks");
        for (int i = 0; i < data.Count; i++)
        {
            marks[i] = first + random.NextInt32(last - first + 1);
            Draw(inputs.AsSpan(i * data.InputSize, data.InputSize), marks[i]);
        }

        return new MarkedImages(
            Dataset.FromFloats(inputs, data.InputSize, data.ReadLabels()), Dataset.FromFloats(inputs, data.InputSize, marks));
    }

    private static void Draw(Span<float> image, int mark)
    {
        int top = mark < PlacesInARow ? 0 : Extent - Side;
        int left = mark % PlacesInARow * Distance;
        for (int row = top; row < top + Side; row++)
        {
            image.Slice((row * Extent) + left, Side).Fill(White);
        }
    }
}
