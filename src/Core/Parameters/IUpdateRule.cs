using SparseGen.Simd;

namespace SparseGen;

/// <summary>
/// An elementwise update of parameters: a struct with hyper-parameters as fields. One definition serves every vector width of the CPU
/// and, with one float at a time, the kernels of GPUs.
/// </summary>
/// <remarks>
/// It has to leave zeros where parameter, gradient and state are zero, since it also runs over the padding between tensors, which
/// stays zero. Mark <see cref="Apply"/> with AggressiveInlining: it is the body of the loop. Mark the type
/// with <see cref="System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute"/> too: a GPU does not compile what coverage tools add to it.
/// </remarks>
public interface IUpdateRule
{
    /// <summary>Updates a vector of parameters and its state.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <param name="parameter">The parameters, before and after.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">The first state, such as a momentum; zero and dropped where there is none.</param>
    /// <param name="second">The second state, such as a mean square; zero and dropped where there is none.</param>
    void Apply<TSimd, TVector>(ref TVector parameter, TVector gradient, ref TVector first, ref TVector second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
