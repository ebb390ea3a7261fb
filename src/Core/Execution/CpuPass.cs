using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Execution;

/// <summary>
/// A pass of a generated program with the vectors of the machine. The questions are constants of the JIT, which compiles one branch; ahead of time, one is asked once a chunk.
/// </summary>
internal static class CpuPass
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TPass>(CpuFrame frame)
        where TPass : struct, ICpuPass
    {
        if (Vector512.IsHardwareAccelerated)
        {
            TPass.Run<Simd512, Vector512<float>>(frame);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TPass.Run<Simd256, Vector256<float>>(frame);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            TPass.Run<Simd128, Vector128<float>>(frame);
        }
        else
        {
            TPass.Run<SimdScalar, float>(frame);
        }
    }
}

/// <summary>One pass, for any width of vectors.</summary>
internal interface ICpuPass
{
    static abstract void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Inference.</summary>
internal readonly struct InferencePass<TProgram> : ICpuPass
    where TProgram : struct, ICpuProgram
{
    public static void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TProgram.Infer<TSimd, TVector>(frame);
}

/// <summary>The forward pass of training.</summary>
internal readonly struct ForwardTrainingPass<TProgram> : ICpuPass
    where TProgram : struct, ICpuProgram
{
    public static void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TProgram.ForwardTraining<TSimd, TVector>(frame);
}

/// <summary>The backward pass up to the gradients of parameters.</summary>
internal readonly struct BackwardPass<TProgram> : ICpuPass
    where TProgram : struct, ICpuProgram
{
    public static void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TProgram.Backward<TSimd, TVector>(frame, inputGradient: false);
}

/// <summary>The backward pass with the gradient of the input.</summary>
internal readonly struct InputGradientPass<TProgram> : ICpuPass
    where TProgram : struct, ICpuProgram
{
    public static void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TProgram.Backward<TSimd, TVector>(frame, inputGradient: true);
}

/// <summary>Tangents of activations.</summary>
internal readonly struct ForwardTangentPass<TProgram> : ICpuPass
    where TProgram : struct, ICpuProgram
{
    public static void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TProgram.ForwardTangent<TSimd, TVector>(frame);
}

/// <summary>Tangents of gradients.</summary>
internal readonly struct BackwardTangentPass<TProgram> : ICpuPass
    where TProgram : struct, ICpuProgram
{
    public static void Run<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TProgram.BackwardTangent<TSimd, TVector>(frame);
}
