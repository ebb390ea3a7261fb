namespace SparseGen.Tests.Generation;

/// <summary>Each way to misuse masks that are lists.</summary>
internal static class MaskListCases
{
    private const string Forms =
        "; it can be a static field, property or method that is internal or public and gives int[], a method of (int count) or (int count, string name)";

    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        Of(
            "a mask that there is not",
            "SPG0119",
            "KeptList = \"Missing\"",
            $"SparseLinear takes KeptList from Small.Missing, but there is no such field, property or method{Forms}"),
        Of("a mask that is private", "SPG0119", "KeptList = \"Hidden\"", $"SparseLinear takes KeptList from Small.Hidden, but that is not visible to generated code{Forms}"),
        Of(
            "a mask that is listed and drawn",
            "SPG0120",
            "Seed = 7, KeptList = \"Kept\"",
            "SparseLinear has Seed = 7 and KeptList; a mask that is listed is not drawn: remove one of them"),
    ];

    private static DiagnosticCase Of(string name, string id, string settings, string message) => new(
        name,
        id,
        $$"""
        using SparseGen;

        [Model, VectorInput(4), «SparseLinear(2, 0.5, {{settings}})»]
        public sealed partial class Small
        {
            internal static int[] Kept => [0, 1, 2, 3];

            private static int[] Hidden => [0, 1, 2, 3];
        }
        """,
        message);
}
