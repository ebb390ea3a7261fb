using Microsoft.CodeAnalysis.CSharp;
using SparseGen.Tests.Generation;

namespace SparseGen.Tests.Fuzz;

/// <summary>Changes sources as people and editors do: words lost, doubled, swapped or half typed, numbers at the edges, types where others belong.</summary>
internal static class DeclarationMutation
{
    private const int MostMutations = 3;

    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2", "3", "7", "64", "46341", "65536", "1 << 24", "1 << 30", "int.MaxValue", "int.MinValue", "0.5", "1e-9", "double.NaN", "float.PositiveInfinity",
        "1u", "'x'", "null", "true", "\"x\"", "default",
    ];

    private static readonly string[] Words =
    [
        "_", "@class", "System", "int[]", "object", "dynamic", "Model", "SparseGen", "Math", "string", "T", "M", "Device",
        "Permutation.List", "Permutation.Random", "Permutation.Of", "LinearMap.Sparse", "LinearMap.Monarch", "ActivationKind.Gelu", "(ActivationKind)99",
        "nameof(M)", "typeof(int)", "Repeat", "Name", "Seed", "Blocks", "Residual", "Tokens", "Linear(3)", "Flatten", "TokenMean", "FeatureSum",
        "VectorInput(3)", "TokenInput(2, 3)", "ImageInput(4, 4, 1)", "Use<M>", "Block",
        "Name = \"\"", "Name = \"a.b\"", "Repeat = 3",
    ];

    private static readonly string[] Insertions =
    [
        "static", "abstract", "partial", "public", "private", "file", "record", "struct", "interface", "unsafe", "<T>", "(int x)", "{ }",
        "{ public required int X { get; init; } }", ": System.IDisposable", "class Outer<T> {", "}", "[", "]", ",", "(", ")", ";", "#if X\n", "/*", "\"", "namespace A.B;",
        "using System;", "[System.Obsolete]", "// x\n",
    ];

    /// <summary>A changed copy of a source, which need not be C#.</summary>
    public static string Change(string source, RandomNumbers numbers)
    {
        List<string> tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(static token => token.ToFullString())];
        for (int left = 1 + numbers.Choose(MostMutations); left > 0 && tokens.Count > 2; left--)
        {
            Mutate(tokens, numbers);
        }

        return string.Concat(tokens);
    }

    private static void Mutate(List<string> tokens, RandomNumbers numbers)
    {
        int at = numbers.Choose(tokens.Count - 1);
        switch (numbers.Choose(7))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[at]);
                break;
            case 2:
                int other = numbers.Choose(tokens.Count - 1);
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 3:
                tokens.Insert(at, $" {Insertions[numbers.Choose(Insertions.Length)]} ");
                break;
            case 4:
                Replace(tokens, numbers, static token => char.IsAsciiLetter(token[0]), Words);
                break;
            default:
                Replace(tokens, numbers, static token => char.IsAsciiDigit(token[0]), Numbers);
                break;
        }
    }

    private static void Replace(List<string> tokens, RandomNumbers numbers, Func<string, bool> isOne, string[] by)
    {
        int[] places = [.. Enumerable.Range(0, tokens.Count).Where(index => tokens[index].Trim() is { Length: > 0 } token && isOne(token))];
        if (places.Length > 0)
        {
            tokens[places[numbers.Choose(places.Length)]] = $" {by[numbers.Choose(by.Length)]} ";
        }
    }
}
