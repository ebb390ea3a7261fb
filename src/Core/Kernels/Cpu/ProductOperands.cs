using System.ComponentModel;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

#pragma warning disable CA1051 // Fields, since a reference cannot be set through a property.

/// <summary>The operands of a product and of what is done to its result: references to the first sample at hand. What a kernel has no use for stays null.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProductOperands
{
    /// <summary>The left operand; the input of a sparse product.</summary>
    public ref float Left;

    /// <summary>The right operand; the kept weights of a sparse product.</summary>
    public ref float Right;

    /// <summary>The bias.</summary>
    public ref float Bias;

    /// <summary>The result.</summary>
    public ref float Output;

    /// <summary>What is added to the result; it lies as the result does.</summary>
    public ref float Residual;

    /// <summary>A worker's room for what the kernel packs, and for what an epilogue has between its ops.</summary>
    public ref float Workspace;

    /// <summary>The worker's part in the product; null where it does all of it.</summary>
    public ref WorkShare Share;

    /// <summary>First operand of the epilogue.</summary>
    public ref float Operand0;

    /// <summary>Second operand of the epilogue.</summary>
    public ref float Operand1;

    /// <summary>Third operand of the epilogue.</summary>
    public ref float Operand2;

    /// <summary>Fourth operand of the epilogue.</summary>
    public ref float Operand3;

    /// <summary>Fifth operand of the epilogue.</summary>
    public ref float Operand4;

    /// <summary>Sixth operand of the epilogue.</summary>
    public ref float Operand5;

    /// <summary>Seventh operand of the epilogue.</summary>
    public ref float Operand6;

    /// <summary>Eighth operand of the epilogue.</summary>
    public ref float Operand7;

    /// <summary>Ninth operand of the epilogue.</summary>
    public ref float Operand8;

    /// <summary>Tenth operand of the epilogue.</summary>
    public ref float Operand9;

    /// <summary>First random bits of the epilogue.</summary>
    public NoiseStream Noise0;

    /// <summary>Second random bits of the epilogue.</summary>
    public NoiseStream Noise1;

    /// <summary>Third random bits of the epilogue.</summary>
    public NoiseStream Noise2;

    /// <summary>Fourth random bits of the epilogue.</summary>
    public NoiseStream Noise3;
}
