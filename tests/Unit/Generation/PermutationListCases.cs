namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse permutations that are lists.</summary>
internal static class PermutationListCases
{
    private const string Forms =
        "; it can be a static field, property or method that is internal or public and gives int[], a method of (int length) or (int length, string name)";

    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Of(
            "a list without a name",
            "SPG0070",
            "VectorInput(4), «PermutedKronecker(2, After = Permutation.InverseList)»",
            "PermutedKronecker has After = Permutation.InverseList but no AfterList; name a static member that gives the list, such as AfterList = nameof(Order)"),
        Of(
            "a block with a list without a name",
            "SPG0070",
            "TokenInput(3, 4), «SMixerBlock(Permutation = Permutation.List)»",
            "SMixerBlock has Permutation = Permutation.List but no PermutationList; name a static member that gives the list, such as PermutationList = nameof(Order)"),
        Of(
            "a list for a permutation that is random",
            "SPG0072",
            "VectorInput(4), «PermutedKronecker(2, Before = Permutation.Random, BeforeList = \"Order\")»",
            "PermutedKronecker has BeforeList, but Before = Permutation.Random; set Before = Permutation.List, or leave BeforeList out"),
        Of(
            "a list for a block without permutations",
            "SPG0072",
            "TokenInput(3, 4), «MixerBlock(5, 6, PermutationList = \"Order\")»",
            "MixerBlock has PermutationList, but Permutation = Permutation.None; set Permutation = Permutation.List, or leave PermutationList out"),
        Unusable("a list that there is not", "Missing", "Small.Missing, but there is no such field, property or method"),
        Unusable("a list of another type", "Text", "Small.Text, but that gives no list of ints, or takes other arguments"),
        Unusable("a list with other arguments", "OfText", "Small.OfText, but that gives no list of ints, or takes other arguments"),
        Unusable("a list that is not static", "OfInstance", "Small.OfInstance, but that is not static"),
        Unusable("a list that is private", "Hidden", "Small.Hidden, but that is not visible to generated code"),
        Of(
            "a list of a generic type",
            "SPG0071",
            "VectorInput(4), «PermutedKronecker(2, Before = Permutation.List, BeforeList = \"Order\", ListType = typeof(Many<int>))»",
            $"PermutedKronecker takes BeforeList from Many.Order, but that belongs to a generic or file-local type{Forms}"),
    ];

    private static DiagnosticCase Unusable(string name, string member, string fault) => Of(
        name,
        "SPG0071",
        $"VectorInput(4), «PermutedKronecker(2, Before = Permutation.List, BeforeList = \"{member}\")»",
        $"PermutedKronecker takes BeforeList from {fault}{Forms}");

    private static DiagnosticCase Of(string name, string id, string layers, string message) => new(
        name,
        id,
        $$"""
        using SparseGen;

        [Model, {{layers}}]
        public sealed partial class Small
        {
            internal static int[] Order(int length) => Permutations.Identity(length);

            internal static string Text => "3, 2, 1, 0";

            internal static int[] OfText(string name) => Permutations.Identity(name.Length);

            internal int[] OfInstance(int length) => Permutations.Identity(length);

            private static int[] Hidden(int length) => Permutations.Identity(length);
        }

        public static class Many<T>
        {
            public static int[] Order(int length) => Permutations.Identity(length);
        }

        """,
        message);
}
