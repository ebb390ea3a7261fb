using System.Runtime.CompilerServices;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>Adds the first operand to what a product leaves.</summary>
internal readonly struct AddOnce : IEpilogue
{
    public static void Run<TSimd, TVector>(scoped in ProductOperands operands, int at, int rows, int columns, int stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var output = new Tile(ref Unsafe.Add(ref operands.Output, at), stride);
        Elementwise.Add<TSimd, TVector>(output, new Tile(ref Unsafe.Add(ref operands.Operand0, at), stride), output, rows, columns);
    }
}
