using SparseGen.Generators.Parsing;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// The masks of sparse weights. They are known while compiling, but as a seed: written out they would be the largest part of the file.
/// </summary>
internal static class MaskEmitter
{
    public static void Write(CodeWriter code, Plan plan)
    {
        Parameter[] sparse = [.. plan.Parameters.Parameters.Where(static p => p.Mask is not null)];
        if (sparse.Length == 0)
        {
            return;
        }

        code.Line();
        code.Summary("Which weights of sparse layers are kept: drawn from their seeds when the model is first used, a mask a copy.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block("private static class Masks"))
        {
            foreach (Parameter parameter in sparse)
            {
                if (parameter.Mask!.Member is { } member)
                {
                    WriteListed(code, plan, parameter, member);
                    continue;
                }

                string names = string.Join(", ", parameter.Names().Select(static name => $"\"{name}\""));
                string sizes = string.Join(", ", new[] { parameter.Outputs, parameter.Inputs, parameter.Mask!.Count }.Select(static n => Text.Of(n)));
                code.Line($"public static readonly SparseMask[] {plan.ParameterNames.Masks(parameter)} = "
                + $"SparseMask.DrawAll({sizes}, {Text.Seed(parameter.Mask.Seed)}, [{names}]);");
            }
        }
    }

    /// <summary>A member of the user's says which, of each copy.</summary>
    private static void WriteListed(CodeWriter code, Plan plan, Parameter parameter, ListMember member)
    {
        string count = Text.Of(parameter.Mask!.Count);
        string sizes = $"{Text.Of(parameter.Outputs)}, {Text.Of(parameter.Inputs)}, {count}, \"{member.Shown}\"";
        string masks = string.Join(", ", parameter.Names().Select(name => $"SparseMask.Listed({sizes}, {member.Call(count, $"\"{name}\"")})"));
        code.Line($"public static readonly SparseMask[] {plan.ParameterNames.Masks(parameter)} = [{masks}];");
    }
}
