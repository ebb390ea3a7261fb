namespace SparseGen;

/// <summary>
/// Puts another input of the model behind the features that there are: [c] becomes [c + m], and each token of [tokens, c] gets its own row of an input [tokens, m], or all of a
/// vector [m]. What it puts there is as it came in; <see cref="EmbeddingAttribute"/> may follow, where it ends in categories.
/// </summary>
/// <param name="input">Name of the <see cref="InputAttribute"/>. It may be put in at several places, but not inside of a block that is repeated.</param>
public sealed class JoinAttribute(string input) : LayerAttribute
{
    /// <summary>Name of the input.</summary>
    public string Input { get; } = input;
}
