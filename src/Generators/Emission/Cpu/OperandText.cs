using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>The operands of a product as the runtime's ProductOperands: written once, by the names under which kernels and epilogues find them.</summary>
internal static class OperandText
{
    /// <summary>The argument of a kernel.</summary>
    /// <param name="cpu">The pass.</param>
    /// <param name="fused">The product with what is done to its result.</param>
    /// <param name="left">Reference to the left operand.</param>
    /// <param name="right">Reference to the right operand.</param>
    /// <param name="workspace">Reference to the room for what the kernel packs; null for none.</param>
    public static string Of(CpuContext cpu, FusedProduct fused, string left, string right, string? workspace)
    {
        string?[] members =
        [
            $"Left = {left}",
            $"Right = {right}",
            Reference(cpu, "Bias", fused.Product.Bias),
            Reference(cpu, "Output", fused.Result),
            Reference(cpu, "Residual", fused.Residual),
            workspace is null ? null : $"Workspace = {workspace}",
            .. fused.EpilogueOperands.Select((value, i) => Reference(cpu, Operand(i), value)),
            .. fused.Noises.Select((noise, i) => $"{Noise(i)} = {CpuContext.Noise(noise, fused.Result.Size)}"),
        ];
        return Text.Initializer("new()", members);
    }

    /// <summary>Name of an operand of the epilogue.</summary>
    public static string Operand(int index) => $"Operand{Text.Of(index)}";

    /// <summary>Name of random bits of the epilogue.</summary>
    public static string Noise(int index) => $"Noise{Text.Of(index)}";

    private static string? Reference(CpuContext cpu, string name, Value? value) => value is null ? null : $"{name} = {cpu.Ref(value)}";
}
