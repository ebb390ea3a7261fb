namespace SparseGen;

/// <summary>
/// Moves each image by up to <see cref="Padding"/> pixels up or down and left or right, all moves equally likely: a crop of the image's own size out of the
/// image with a border around it, as He, Zhang, Ren and Sun 2015 (arXiv 1512.03385, section 4.2) train on CIFAR.
/// </summary>
public sealed class RandomCrop : ImageHook
{
    // There are 2 padding + 1 moves to draw from.
    private const int MostPadding = (int.MaxValue - 1) / 2;

    /// <summary>Moves images.</summary>
    /// <param name="padding">Pixels of the border on each side; 1 to 2^30 - 1.</param>
    /// <param name="seed">With the number of the step, decides the moves.</param>
    /// <exception cref="ArgumentOutOfRangeException">The border is outside its range.</exception>
    public RandomCrop(int padding, ulong seed = 0)
        : base(seed)
    {
        if (padding is < 1 or > MostPadding)
        {
            throw new ArgumentOutOfRangeException(nameof(padding), padding, $"padding is {padding}; it must be 1 to {MostPadding}.");
        }

        Padding = padding;
    }

    /// <summary>Pixels of the border on each side.</summary>
    public int Padding { get; }

    /// <summary>What the border is filled with, as the model sees it: black, in data that were normalised, is -mean / deviation.</summary>
    public float Fill { get; init; }

    private protected override void DescribeState(StateFields state)
    {
        base.DescribeState(state);
        state.Setting("padding", Padding);
        state.Setting("fill", Fill);
    }

    private protected override bool DrawsInOneSequence => true;

    /// <inheritdoc/>
    protected override void ChangeImage(
        ReadOnlySpan<float> source, Span<float> destination, int channels, int height, int width, CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int down = random.NextInt32((2 * Padding) + 1) - Padding;
        int right = random.NextInt32((2 * Padding) + 1) - Padding;

        // Columns of the source that stay inside; none where the border is wider than the image.
        int first = Math.Min(width, Math.Max(0, -right));
        int count = Math.Max(0, width - Math.Abs(right));
        destination.Fill(Fill);
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = Math.Max(0, down); row < Math.Min(height, height + down); row++)
            {
                ReadOnlySpan<float> from = source.Slice((((channel * height) + row - down) * width) + first, count);
                from.CopyTo(destination[(((channel * height) + row) * width + Math.Min(width, Math.Max(0, right)))..]);
            }
        }
    }
}
