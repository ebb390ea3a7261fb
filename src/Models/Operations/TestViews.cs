namespace SparseGen.Tool.Operations;

/// <summary>
/// Test-time augmentation: an image and random crops of it, moved by a pixel with its edge repeated, are named together, by the mean of their probabilities
/// (Bachmann, Anagnostidis and Hofmann 2023, arXiv 2306.13575, average 100 crops).
/// </summary>
/// <param name="views">How many views of an image, itself among them; at least 1.</param>
/// <param name="shape">[channels, height, width].</param>
internal sealed class TestViews(int views, IReadOnlyList<int> shape)
{
    private const int Margin = 1;

    private readonly CounterRandom _random = new(seed: 0, "views");
    private float[] _moved = [], _scores = [];
    private double[] _sums = [];

    /// <summary>Logarithms of the mean probabilities of all views, in the place of the scores of one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">[samples, input size].</param>
    /// <param name="scores">[samples, classes].</param>
    /// <param name="classes">How many classes.</param>
    public void Forward<TModel>(TModel model, ReadOnlySpan<float> images, Span<float> scores, int classes)
        where TModel : class, IModel<TModel>
    {
        model.Forward(images, scores);
        if (views == 1)
        {
            return;
        }

        if (_moved.Length < images.Length)
        {
            (_moved, _scores, _sums) = (new float[images.Length], new float[scores.Length], new double[scores.Length]);
        }

        Array.Clear(_sums);
        AddProbabilities(scores, classes);
        Span<float> moved = _moved.AsSpan(0, images.Length), others = _scores.AsSpan(0, scores.Length);
        int size = shape[0] * shape[1] * shape[2];
        for (int view = 1; view < views; view++)
        {
            for (int first = 0; first < images.Length; first += size)
            {
                Move(images.Slice(first, size), Offset(), Offset(), moved.Slice(first, size));
            }

            model.Forward(moved, others);
            AddProbabilities(others, classes);
        }

        for (int at = 0; at < scores.Length; at++)
        {
            scores[at] = (float)Math.Log(_sums[at] / views);
        }
    }

    private int Offset() => (int)(_random.NextDouble() * ((2 * Margin) + 1)) - Margin;

    private void AddProbabilities(ReadOnlySpan<float> scores, int classes)
    {
        for (int first = 0; first < scores.Length; first += classes)
        {
            ReadOnlySpan<float> row = scores.Slice(first, classes);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (float score in row)
            {
                largest = Math.Max(largest, score);
            }

            foreach (float score in row)
            {
                sum += Math.Exp(score - largest);
            }

            for (int i = 0; i < classes; i++)
            {
                _sums[first + i] += Math.Exp(row[i] - largest) / sum;
            }
        }
    }

    private void Move(ReadOnlySpan<float> image, int across, int down, Span<float> moved)
    {
        (int height, int width) = (shape[1], shape[2]);
        for (int at = 0; at < moved.Length; at++)
        {
            (int channel, int y, int x) = (at / (height * width), at / width % height, at % width);
            moved[at] = image[(channel * height * width) + (Math.Clamp(y + down, 0, height - 1) * width) + Math.Clamp(x + across, 0, width - 1)];
        }
    }
}
