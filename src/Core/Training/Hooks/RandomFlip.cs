namespace SparseGen;

/// <summary>
/// Turns images over, left to right, each with a probability; by default one in two, as He, Zhang, Ren and Sun 2015 (arXiv 1512.03385, section 4.2) train on CIFAR.
/// </summary>
public sealed class RandomFlip : ImageHook
{
    /// <summary>Turns images over.</summary>
    /// <param name="probability">Of an image's being turned over; 0 to 1.</param>
    /// <param name="seed">With the number of the step, decides which ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range.</exception>
    public RandomFlip(float probability = 0.5f, ulong seed = 0)
        : base(seed) => Probability = NumberArguments.Probability(probability, nameof(probability));

    /// <summary>Of an image's being turned over.</summary>
    public float Probability { get; }

    private protected override void DescribeState(StateFields state)
    {
        base.DescribeState(state);
        state.Setting("probability", Probability);
    }

    private protected override bool DrawsInOneSequence => true;

    /// <inheritdoc/>
    protected override void ChangeImage(
        ReadOnlySpan<float> source, Span<float> destination, int channels, int height, int width, CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        source.CopyTo(destination);
        if (random.NextDouble() >= Probability)
        {
            return;
        }

        for (int row = 0; row < channels * height; row++)
        {
            destination.Slice(row * width, width).Reverse();
        }
    }
}
