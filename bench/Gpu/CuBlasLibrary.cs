using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Bench.Gpu;

/// <summary>Sizes of a product as cuBLAS takes them: result[m, n] = first[m, k] second[k, n], all stored by columns.</summary>
/// <param name="TransposesFirst">Whether the first operand is stored as [k, m].</param>
/// <param name="TransposesSecond">Whether the second operand is stored as [n, k].</param>
/// <param name="M">Rows of the result.</param>
/// <param name="N">Its columns.</param>
/// <param name="K">Terms of a sum.</param>
/// <param name="FirstColumn">Floats from column to column of the first operand.</param>
/// <param name="SecondColumn">The same of the second.</param>
/// <param name="ResultColumn">The same of the result.</param>
internal sealed record CuBlasCall(bool TransposesFirst, bool TransposesSecond, int M, int N, int K, int FirstColumn, int SecondColumn, int ResultColumn)
{
    /// <summary>How many products at once.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Floats from one first operand to the next.</summary>
    public long FirstStride { get; init; }

    /// <summary>Floats from one second operand to the next.</summary>
    public long SecondStride { get; init; }

    /// <summary>Floats from one result to the next.</summary>
    public long ResultStride { get; init; }
}

/// <summary>cuBLAS by ILGPU.Algorithms, and the one function that it does not have: products in a batch.</summary>
internal sealed class CuBlasLibrary : IDisposable
{
    /// <summary>ILGPU knows the versions before it, which have the same functions.</summary>
    private const string Newest = "libcublas.so.13";
    private static readonly string[] Names = [Newest, "libcublas.so.12", "libcublas.so.11", "libcublas.so.10"];

    /// <summary>The one that ILGPU's calls go to.</summary>
    private static nint _used;

    private readonly CuBlas _blas;
    private readonly Batched _multiplyBatched;

    static CuBlasLibrary() => NativeLibrary.SetDllImportResolver(typeof(CuBlas).Assembly, Resolve);

    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public CuBlasLibrary(CudaAccelerator accelerator)
    {
        if (!Names.Any(static name => NativeLibrary.TryLoad(name, out _)))
        {
            throw new DllNotFoundException($"none of {string.Join(", ", Names)} is found; a folder that has one can be named in LD_LIBRARY_PATH");
        }

        accelerator.Bind();
        _blas = new CuBlas(accelerator);
        _multiplyBatched = Marshal.GetDelegateForFunctionPointer<Batched>(NativeLibrary.GetExport(_used, "cublasSgemmStridedBatched"));
    }

    private delegate int Batched(
        nint handle, int first, int second, int m, int n, int k, in float alpha, nint a, int lda, long strideA, nint b, int ldb, long strideB, in float beta, nint c, int ldc,
        long strideC, int count);

    /// <summary>Its version as it says it, such as 120405.</summary>
    public string Version => _blas.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Queues a product.</summary>
    public void Multiply(
        CuBlasCall call, MemoryBuffer1D<float, Stride1D.Dense> first, MemoryBuffer1D<float, Stride1D.Dense> second, MemoryBuffer1D<float, Stride1D.Dense> result)
    {
        CuBlasOperation ofFirst = Operation(call.TransposesFirst), ofSecond = Operation(call.TransposesSecond);
        if (call.Count == 1)
        {
            _blas.Gemm(
                ofFirst, ofSecond, call.M, call.N, call.K, 1f, first.View, call.FirstColumn, second.View, call.SecondColumn, 0f, result.View,
                call.ResultColumn);
            return;
        }

        int status = _multiplyBatched(
            _blas.Handle, (int)ofFirst, (int)ofSecond, call.M, call.N, call.K, 1f, first.NativePtr, call.FirstColumn, call.FirstStride, second.NativePtr, call.SecondColumn,
            call.SecondStride, 0f, result.NativePtr, call.ResultColumn, call.ResultStride, call.Count);
        if (status != 0)
        {
            throw new CuBlasException((CuBlasStatus)status);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _blas.Dispose();

    private static CuBlasOperation Operation(bool transposes) => transposes ? CuBlasOperation.Transpose : CuBlasOperation.NonTranspose;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        bool isFound = NativeLibrary.TryLoad(name, assembly, path, out nint handle) || (name == "libcublas.so.12" && NativeLibrary.TryLoad(Newest, out handle));
        if (isFound && name.Contains("cublas", StringComparison.Ordinal))
        {
            _used = handle;
        }

        return isFound ? handle : 0;
    }
}
