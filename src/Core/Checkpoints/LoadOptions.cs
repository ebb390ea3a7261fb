using System.IO.Enumeration;

namespace SparseGen;

/// <summary>
/// How a file that is not quite the model's is loaded: other names, a part of the tensors, more tensors than the model has, matrices of the other
/// orientation. Whatever is asked for, all of it is loaded or nothing is.
/// </summary>
/// <remarks>
/// In patterns <c>*</c> stands for any characters and <c>?</c> for one; they are compared with the names that the model has. A pattern that no tensor
/// of the model has is an <see cref="ArgumentException"/>: it is misspelt.
/// </remarks>
public sealed class LoadOptions
{
    /// <summary>
    /// Gives for a name in the file the name in the model, such as <see cref="WithoutPrefix"/>; null leaves names as they are, but knows those of Facebook's ResMLP.
    /// </summary>
    public Func<string, string>? Rename { get; init; }

    /// <summary>Patterns of the tensors to load; all where there are none.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Patterns of tensors to leave as they are, such as <c>head.*</c>, also where <see cref="Only"/> has them. The file may have them otherwise, or not at all.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether tensors that the model has not are passed over; otherwise they are refused.</summary>
    public bool IgnoreSuperfluous { get; init; }

    /// <summary>Patterns of matrices that the file has as [in, out], as JAX and TensorFlow write them. Tensors that are not matrices are loaded as they are.</summary>
    public IReadOnlyList<string> Transposed { get; init; } = [];

    /// <summary>A <see cref="Rename"/> that takes a prefix off where a name has it, such as the <c>module.</c> of PyTorch's DataParallel.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    public static Func<string, string> WithoutPrefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return name => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    /// <summary>Whether a tensor of the model is loaded.</summary>
    internal bool IsWanted(string name) => (Only.Count == 0 || Matches(Only, name)) && !Matches(Except, name);

    /// <summary>Whether the file has a matrix of the model the other way round.</summary>
    internal bool IsTransposed(TensorLayout tensor) => tensor.Shape.Length == 2 && Matches(Transposed, tensor.Name);

    /// <summary>Checks that every pattern is one of a tensor.</summary>
    /// <param name="layout">The model's tensors.</param>
    /// <param name="parameter">What the caller calls the options.</param>
    /// <exception cref="ArgumentException">A pattern is misspelt.</exception>
    internal void Check(ParameterLayout layout, string parameter)
    {
        foreach ((IReadOnlyList<string> patterns, string property) in new[] { (Only, nameof(Only)), (Except, nameof(Except)), (Transposed, nameof(Transposed)) })
        {
            foreach (string pattern in patterns)
            {
                if (!layout.Tensors.Any(tensor => Matches([pattern], tensor.Name)))
                {
                    IEnumerable<string> nearest = NearestNames.Find(pattern, layout.Names, limit: 5);
                    throw new ArgumentException(
                        $"{property} has \"{pattern}\", which none of the model's {layout.Tensors.Length} tensors fits. Nearest: {string.Join(", ", nearest)}.", parameter);
                }
            }
        }
    }

    private static bool Matches(IReadOnlyList<string> patterns, string name) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
