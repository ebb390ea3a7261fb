namespace SparseGen.Tests.Generation;

/// <summary>Choices that a list of random numbers makes.</summary>
internal sealed class RandomNumbers(uint[] numbers)
{
    private static readonly int[] Sizes = [5, 6, 7, 8, 11, 15, 16, 17, 24, 31, 32, 33, 47, 64, 65];
    private static readonly ActivationKind[] Kinds = Enum.GetValues<ActivationKind>();

    /// <summary>How many choices were made. Going back makes the same ones again.</summary>
    public int Position { get; set; }

    /// <summary>A number from 0 to <paramref name="count"/>, exclusive.</summary>
    public int Choose(int count) => (int)(numbers[Position++ % numbers.Length] % (uint)count);

    public bool Flag() => Choose(2) == 0;

    /// <summary>A number of tokens, channels or features.</summary>
    public int Size() => Sizes[Choose(Sizes.Length)];

    public ActivationKind Activation() => Kinds[Choose(Kinds.Length)];

    /// <summary>The activation, or another where blocks refuse it.</summary>
    public static ActivationKind OfBlock(ActivationKind kind) => kind == ActivationKind.Softmax ? ActivationKind.Softplus : kind;

    /// <summary>
    /// The epsilon of a norm over so many numbers. Of two or three a norm leaves little but their order, and its derivatives are what is left of terms that cancel:
    /// a large epsilon keeps them above the rounding of those.
    /// </summary>
    public static float Epsilon(int numbers) => numbers < 4 ? 0.1f : 1e-3f;

    /// <summary>A number as a declaration has it.</summary>
    public static string Text(float value) => $"{value.ToString(System.Globalization.CultureInfo.InvariantCulture)}f";
}
