using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.IR;

/// <summary>Dimensions of one sample: [channels, height, width] of an image, [tokens, channels], or [features].</summary>
internal sealed record Shape(EquatableArray<int> Dimensions)
{
    public static Shape Of(params int[] dimensions) => new(new EquatableArray<int>(dimensions));

    public int Rank => Dimensions.Count;

    /// <summary>Numbers in a sample, as a long because declarations can ask for more than fits.</summary>
    public long Size { get; } = Sizes.Product(Dimensions);

    /// <summary>The last dimension, along which channels lie.</summary>
    public int Last => Dimensions[Rank - 1];

    /// <summary>Everything before the last dimension: the number of rows.</summary>
    public int Rows => Sizes.Activation(Sizes.Product(Dimensions.Take(Rank - 1)));

    public bool IsImage => Rank == 3;

    public bool IsTokens => Rank == 2;

    public bool IsVector => Rank == 1;

    public Shape WithLast(int last) => Of([.. Dimensions.Take(Rank - 1), last]);

    /// <summary>The shape with another last dimension as messages spell it; that one may be beyond what a shape can hold.</summary>
    public string Describe(long last) => "[" + string.Join(", ", Dimensions.Take(Rank - 1).Select(static d => (long)d).Append(last)) + "]";

    public override string ToString() => Describe(Last);
}
