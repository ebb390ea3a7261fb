using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>The list of the permutations that were declared, for those who ask the model.</summary>
internal static class PermutationEmitter
{
    /// <summary>Name of the method that makes it.</summary>
    public const string Create = "CreatePermutations";

    public static void Write(CodeWriter code, IReadOnlyList<NamedPermutation> permutations)
    {
        if (permutations.Count == 0)
        {
            return;
        }

        code.Line();
        code.Summary("The permutations as they were declared; their lists are made when somebody asks for them.");
        using (code.Block($"private static global::System.Collections.Immutable.ImmutableArray<PermutationInfo> {Create}()"))
        {
            code.Line("var permutations = new PermutationListBuilder();");
            WriteInside(code, permutations, null);
            code.Line("return permutations.Build();");
        }
    }

    private static void WriteInside(CodeWriter code, IReadOnlyList<NamedPermutation> permutations, LoopIndex? parent)
    {
        for (int i = 0; i < permutations.Count;)
        {
            NamedPermutation permutation = permutations[i];
            if (permutation.Loop == parent)
            {
                string name = $"{(permutation.Loop is null ? "" : "$")}\"{LoopIndex.Interpolate(permutation.Name, permutation.Loop)}\"";
                code.Line($"permutations.Add({name}, (Permutation){Text.Of(permutation.Kind)}, {Text.Of(permutation.Length)}, () => {permutation.Factor.Expression});");
                i++;
                continue;
            }

            LoopIndex loop = permutation.Loop!.Path().First(l => l.Parent == parent);
            NamedPermutation[] body = [.. permutations.Skip(i).TakeWhile(p => p.Loop?.Path().Contains(loop) == true)];
            using (code.Loop(loop, $"{loop.Variable}Counter"))
            {
                // Each list has to see the number of its own repetition.
                code.Line($"int {loop.Variable} = {loop.Variable}Counter;");
                WriteInside(code, body, loop);
            }

            i += body.Length;
        }
    }
}
