namespace SparseGen.Experiments;

/// <summary>Images for panels, as grey values from 0 to 1.</summary>
/// <param name="data">The images.</param>
internal sealed class PanelImages(Dataset data)
{
    private readonly float[] _pixels = new float[data.InputSize];
    private readonly (float Least, float Range) _scale = ScaleOf(data);

    /// <summary>Draws an image of a class that fits.</summary>
    public float[] Draw(CounterRandom random, Func<int, bool> fits)
    {
        int[] label = new int[1];
        int image;
        do
        {
            image = random.NextInt32(data.Count);
            data.FillLabels([image], label);
        }
        while (!fits(label[0]));
        data.FillInputs([image], _pixels);
        return Array.ConvertAll(_pixels, value => (value - _scale.Least) / _scale.Range);
    }

    private static (float Least, float Range) ScaleOf(Dataset data)
    {
        float[] some = new float[Math.Min(100, data.Count) * data.InputSize];
        data.FillInputs([.. Enumerable.Range(0, some.Length / data.InputSize)], some);
        return (some.Min(), some.Max() - some.Min());
    }
}
