using SparseGen.Tool.Datasets;

namespace SparseGen.Experiments;

/// <summary>Images with marks, with both meanings that they can have.</summary>
/// <param name="ByClass">Labelled with what the image shows.</param>
/// <param name="ByMark">Labelled with what the mark stands for.</param>
internal sealed record MarkedImages(Dataset ByClass, Dataset ByMark)
{
    /// <summary>The first images whose mark is below a limit.</summary>
    /// <param name="limit">The limit; above 0.</param>
    /// <param name="count">The most images.</param>
    public MarkedImages WithMarksBelow(int limit, int count)
    {
        int[] marks = ByMark.ReadLabels();
        int[] chosen = [.. Enumerable.Range(0, marks.Length).Where(i => marks[i] < limit).Take(count)];
        float[] inputs = new float[chosen.Length * ByClass.InputSize];
        int[] classes = new int[chosen.Length];
        ByClass.FillInputs(chosen, inputs);
        ByClass.FillLabels(chosen, classes);
        return new MarkedImages(
            Dataset.FromFloats(inputs, ByClass.InputSize, classes),
            Dataset.FromFloats(inputs, ByClass.InputSize, (int[])[.. chosen.Select(i => marks[i])]));
    }
}
