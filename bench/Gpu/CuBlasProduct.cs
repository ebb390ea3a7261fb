using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Bench.Gpu;

/// <summary>The same products by cuBLAS, in single precision: what the vendor's own library makes of them.</summary>
/// <param name="accelerator">The device.</param>
internal sealed class CuBlasProduct(CudaAccelerator accelerator) : IDisposable
{
    private readonly CuBlasLibrary _library = new(accelerator);

    /// <summary>Its version.</summary>
    public string Version => _library.Version;

    /// <summary>Seconds of a pass; biases and, where tokens are mixed, the sum of the weight's gradients over the samples are left out, for cuBLAS has neither.</summary>
    /// <param name="shape">The product.</param>
    /// <param name="pass">Which of its three.</param>
    /// <param name="samples">Samples.</param>
    /// <param name="timer">Measures.</param>
    public double Measure(ProductShape shape, ProductPass pass, int samples, DeviceTimer timer)
    {
        bool sumsApart = shape.MixesTokens && pass == ProductPass.WeightGradient;
        using MemoryBuffer1D<float, Stride1D.Dense> input = Filled((long)samples * shape.InputSize), output = Filled((long)samples * shape.OutputSize);
        using MemoryBuffer1D<float, Stride1D.Dense> weight = Filled((long)shape.WeightSize * (sumsApart ? samples : 1));
        CuBlasCall call = shape.MixesTokens ? TokenCall(shape, pass, samples) : RowCall(shape, pass, samples);
        MemoryBuffer1D<float, Stride1D.Dense>[] operands = pass switch
        {
            ProductPass.Forward => shape.MixesTokens ? [input, weight, output] : [weight, input, output],
            ProductPass.InputGradient => shape.MixesTokens ? [output, weight, input] : [weight, output, input],
            _ => [input, output, weight],
        };
        return timer.Seconds(() => _library.Multiply(call, operands[0], operands[1], operands[2]));
    }

    /// <inheritdoc/>
    public void Dispose() => _library.Dispose();

    // cuBLAS stores by columns: what is [rows, columns] here is [columns, rows] there, and a product has its operands exchanged.
    // Weights are (outputs, inputs), as in PyTorch.
    private static CuBlasCall RowCall(ProductShape shape, ProductPass pass, int samples)
    {
        (int rows, int inputs, int outputs) = (samples * shape.Rows, shape.Depth, shape.Columns);
        return pass switch
        {
            ProductPass.Forward => new CuBlasCall(true, false, outputs, rows, inputs, inputs, inputs, outputs),
            ProductPass.InputGradient => new CuBlasCall(false, false, inputs, rows, outputs, inputs, outputs, inputs),
            _ => new CuBlasCall(false, true, inputs, outputs, rows, inputs, outputs, inputs),
        };
    }

    private static CuBlasCall TokenCall(ProductShape shape, ProductPass pass, int samples)
    {
        (int outputs, int inputs, int channels) = (shape.Rows, shape.Depth, shape.Columns);
        long input = shape.InputSize, output = shape.OutputSize;
        return pass switch
        {
            ProductPass.Forward => new CuBlasCall(false, false, channels, outputs, inputs, channels, inputs, channels)
            {
                Count = samples,
                FirstStride = input,
                ResultStride = output,
            },
            ProductPass.InputGradient => new CuBlasCall(false, true, channels, inputs, outputs, channels, inputs, channels)
            {
                Count = samples,
                FirstStride = output,
                ResultStride = input,
            },
            _ => new CuBlasCall(true, false, inputs, outputs, channels, channels, channels, inputs)
            {
                Count = samples,
                FirstStride = input,
                SecondStride = output,
                ResultStride = shape.WeightSize,
            },
        };
    }

    private MemoryBuffer1D<float, Stride1D.Dense> Filled(long length)
    {
        var random = new Random(1);
        var values = new float[length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextSingle();
        }

        return accelerator.Allocate1D(values);
    }
}
