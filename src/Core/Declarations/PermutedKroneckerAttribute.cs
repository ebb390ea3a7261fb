namespace SparseGen;

/// <summary>
/// A PK layer on the m numbers of a sample, PK_W(x; J1, J2) = phi(J2 (I kron W) J1 x) with W [blockSize, blockSize] and the identity of size
/// m / blockSize (Hayase and Karakida 2024, arXiv 2306.01470, definition 5.1). The shape, [S, C] or [features], stays.
/// </summary>
/// <remarks>
/// J1 and J2 act on the sample in row-major order. On X [S, C], <c>PermutedKronecker(S, Before = Permutation.Commutation, After =
/// Permutation.InverseCommutation)</c> mixes tokens, and <c>PermutedKronecker(C)</c> mixes channels. On a vector the commutation is that of
/// [m / blockSize, blockSize]. Permutations of neighbouring layers with nothing between them are merged while compiling; a permutation and its
/// inverse vanish. Copies of one layer are a loop, in which J2 of a copy and J1 of the next stay two gathers: to merge those, declare the copies one by
/// one. A random permutation is <c>Permutations.Random(m, seed)</c>; where the layer is repeated, each copy draws its own, from the stream
/// that is the copy's number, in a repeated block behind the number of the block's copy and a dot: <c>"2.0"</c>.
/// </remarks>
/// <param name="blockSize">Rows and columns of W; must divide m.</param>
public sealed class PermutedKroneckerAttribute(int blockSize) : LayerAttribute
{
    /// <summary>Rows and columns of W; must divide m.</summary>
    public int BlockSize { get; } = blockSize;

    /// <summary>J1, before the product; the identity by default.</summary>
    public Permutation Before { get; set; }

    /// <summary>J2, after the product; the identity by default.</summary>
    public Permutation After { get; set; }

    /// <summary>Seed of a random J1.</summary>
    public int Seed { get; set; }

    /// <summary>Seed of a random J2; <see cref="Seed"/> + 1 unless given, so that the two are independent.</summary>
    public int AfterSeed { get; set; }

    /// <summary>
    /// Name of the static member that gives J1, where <see cref="Before"/> is <see cref="Permutation.List"/> or <see cref="Permutation.InverseList"/>: a field, a property or
    /// a method, internal or public, of a type that lists ints. A method takes the number of indices, <c>(int length)</c>, or also what the permutation is called,
    /// <c>(int length, string name)</c>, so that each place and each copy can have a list of its own. It has to give the same list each time.
    /// </summary>
    public string? BeforeList { get; set; }

    /// <summary>Name of the static member that gives J2; see <see cref="BeforeList"/>.</summary>
    public string? AfterList { get; set; }

    /// <summary>The type whose members the lists are; that which has this attribute by default.</summary>
    public Type? ListType { get; set; }

    /// <summary>The activation phi; exact GELU by default, <see cref="ActivationKind.None"/> for a linear layer.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Whether a bias [blockSize], the same for all blocks, is added to the product; on by default.</summary>
    public bool Bias { get; set; } = true;
}
