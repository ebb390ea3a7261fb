namespace SparseGen.Tests.Generation;

/// <summary>The lists that random declarations name as their permutations: for the reference, and as the class that goes into the source with them.</summary>
internal static class RandomLists
{
    /// <summary>Random permutations of this seed have the orders of <see cref="OfPlace"/>.</summary>
    public const ulong SeedOfPlaces = 4;

    /// <summary>The setting that says whose members the lists are.</summary>
    public const string Type = "ListType = typeof(Lists)";

    /// <summary>The class with both lists.</summary>
    public static string Text { get; } = $$"""
        internal static class Lists
        {
            internal static int[] {{nameof(OfLength)}}(int length) => Permutations.Random(length, 9, "list");

            internal static int[] {{nameof(OfPlace)}}(int length, string name) => Permutations.Random(length, {{SeedOfPlaces}}, name);
        }
        """;

    /// <summary>One order for a length, wherever it is used.</summary>
    public static int[] OfLength(int length) => Permutations.Random(length, 9, "list");

    /// <summary>An order for each place and copy: the stream of a block's random permutation is the name that its list is asked for by.</summary>
    public static int[] OfPlace(int length, string name) => Permutations.Random(length, SeedOfPlaces, name);
}
