using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>The operands of a product as members of the runtime's ProductOperands and ProductArguments: by the names under which kernels and epilogues find them.</summary>
internal static class OperandText
{
    /// <summary>The assignments.</summary>
    /// <param name="fused">The product with what is done to its result.</param>
    /// <param name="left">Reference to the left operand.</param>
    /// <param name="right">Reference to the right operand.</param>
    /// <param name="workspace">Reference to the room for what the kernel packs; null for none.</param>
    /// <param name="reference">A reference to a value.</param>
    /// <param name="noise">The random bits of a layer.</param>
    public static IReadOnlyList<string> Members(
        FusedProduct fused, string left, string right, string? workspace, Func<Value, string> reference, Func<NoiseSource, string> noise)
    {
        var members = new List<string> { $"Left = {left}", $"Right = {right}" };
        void Add(string name, Value? value)
        {
            if (value is not null)
            {
                members.Add($"{name} = {reference(value)}");
            }
        }

        Add("Bias", fused.Product.Bias);
        Add("Output", fused.Result);
        Add("Residual", fused.Residual);
        if (workspace is not null)
        {
            members.Add($"Workspace = {workspace}");
        }

        for (int i = 0; i < fused.EpilogueOperands.Count; i++)
        {
            Add(Operand(i), fused.EpilogueOperands[i]);
        }

        members.AddRange(fused.Noises.Select((source, i) => $"{Noise(i)} = {noise(source)}"));
        return members;
    }

    /// <summary>Name of an operand of the epilogue.</summary>
    public static string Operand(int index) => $"Operand{Text.Of(index)}";

    /// <summary>Name of random bits of the epilogue.</summary>
    public static string Noise(int index) => $"Noise{Text.Of(index)}";

    /// <summary>Type argument of a kernel of the library: whether an optional part is there.</summary>
    public static string Option(bool isPresent) => isPresent ? "Present" : "Absent";
}
