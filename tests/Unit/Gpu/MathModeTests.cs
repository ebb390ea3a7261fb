using ILGPU.Runtime.Cuda;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Who may multiply in which numbers.</summary>
public sealed class MathModeTests
{
    [Theory]
    [InlineData(MathMode.Tf32)]
    [InlineData(MathMode.Tf32x3)]
    [InlineData(MathMode.Bf16)]
    public void TensorCoresCameWithComputeCapability8(MathMode mode)
    {
        Assert.Null(CudaDriver.WhyNot(mode, new CudaArchitecture(8, 0)));
        Assert.Null(CudaDriver.WhyNot(mode, new CudaArchitecture(8, 9)));
        Assert.Null(CudaDriver.WhyNot(mode, new CudaArchitecture(9, 0)));
        Assert.StartsWith("it has compute capability 7.5,", CudaDriver.WhyNot(mode, new CudaArchitecture(7, 5)), StringComparison.Ordinal);
        Assert.StartsWith("it is of an unknown architecture,", CudaDriver.WhyNot(mode, null), StringComparison.Ordinal);
    }

    [Fact]
    public void SinglePrecisionIsForAll()
    {
        Assert.Null(CudaDriver.WhyNot(MathMode.Fp32, new CudaArchitecture(5, 0)));
        Assert.Null(CudaDriver.WhyNot(MathMode.Fp32, null));
    }

    [Fact]
    public void AModeThatThereIsNotIsAnError() => Assert.Throws<ArgumentOutOfRangeException>(static () => Device.Cuda(0, (MathMode)4));
}
