using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>A loop over vectors of floats, written once for all widths.</summary>
internal interface IVectorLoop
{
    /// <summary>Does the floats from <paramref name="start"/> to <paramref name="end"/>, multiples of the width.</summary>
    void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
