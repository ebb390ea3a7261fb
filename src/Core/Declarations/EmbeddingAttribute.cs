namespace SparseGen;

/// <summary>
/// Learned vectors in place of categories. The last columns of each row, one for each entry of <see cref="Categories"/>, are whole numbers from 0 on; behind the
/// columns before them, which stay as they are, comes a vector of <see cref="Features"/> numbers for each: from [c] or [tokens, c] to c - k + k features.
/// </summary>
/// <remarks>
/// All columns have one table, the tensor <c>embedding.weight</c> [sum of the categories, features], the rows of the first column first. With one column it is PyTorch's
/// <c>nn.Embedding</c>, with several that of FT-Transformer with its <c>category_offsets</c> (Gorishniy et al. 2021, arXiv 2106.11959); it starts with normal numbers of
/// deviation 1, as PyTorch's. The columns have to be those of the model's input, or of another <see cref="InputAttribute"/> that <see cref="JoinAttribute"/> has put behind them:
/// whole numbers in range are asked for before anything is computed, and what is none is refused with an <see cref="ArgumentException"/> that names sample, column and number.
/// No gradient reaches them; <c>InputGradient</c> is 0 there. <see cref="ModelInfo.Categories"/> tells the columns.
/// </remarks>
/// <param name="features">Numbers of each vector.</param>
/// <param name="categories">How many categories each of the last columns has, 1 to 16,777,216: beyond that a float has not every whole number.</param>
public sealed class EmbeddingAttribute(int features, params int[] categories) : LayerAttribute
{
    /// <summary>Numbers of each vector.</summary>
    public int Features { get; } = features;

    /// <summary>How many categories each of the last columns has.</summary>
    public int[] Categories { get; } = categories;
}
