using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.IR;

/// <summary>Dimensions of one sample: [channels, height, width] of an image, [tokens, channels], or [features].</summary>
/// <param name="Dimensions">The dimensions.</param>
/// <param name="Series">How many samples inside of the sample have these dimensions, one after another (<c>ChannelsAsBatch</c>); 0 where it is one sample itself.</param>
internal sealed record Shape(EquatableArray<int> Dimensions, int Series = 0)
{
    public static Shape Of(params int[] dimensions) => new(new EquatableArray<int>(dimensions));

    /// <summary>So many samples of this shape inside of a sample.</summary>
    public Shape OfSeries(int series) => new(Dimensions, series);

    /// <summary>Other dimensions, for as many samples inside of the sample.</summary>
    public Shape With(params int[] dimensions) => new(new EquatableArray<int>(dimensions), Series);

    public int Rank => Dimensions.Count;

    /// <summary>Numbers in a sample, as a long because declarations can ask for more than fits.</summary>
    public long Size { get; } = Sizes.Times(Sizes.Product(Dimensions), Math.Max(Series, 1));

    /// <summary>Numbers of each sample inside of the sample.</summary>
    public long SizeOfSeries => Sizes.Product(Dimensions);

    /// <summary>The dimensions, behind the number of samples inside of the sample, if it has some.</summary>
    public IEnumerable<int> All => Series > 0 ? Dimensions.Prepend(Series) : Dimensions;

    /// <summary>The last dimension, along which channels lie.</summary>
    public int Last => Dimensions[Rank - 1];

    /// <summary>Everything before the last dimension: the number of rows, those of all samples inside of the sample.</summary>
    public int Rows => Sizes.Activation(Sizes.Times(Sizes.Product(Dimensions.Take(Rank - 1)), Math.Max(Series, 1)));

    public bool IsImage => Rank == 3;

    public bool IsTokens => Rank == 2;

    public bool IsVector => Rank == 1;

    public Shape WithLast(int last) => With([.. Dimensions.Take(Rank - 1), last]);

    /// <summary>The shape with another last dimension as messages spell it; that one may be beyond what a shape can hold.</summary>
    public string Describe(long last) => (Series > 0 ? $"{Series} times " : "") + "[" + string.Join(", ", Dimensions.Take(Rank - 1).Select(static d => (long)d).Append(last)) + "]";

    public override string ToString() => Describe(Last);
}
