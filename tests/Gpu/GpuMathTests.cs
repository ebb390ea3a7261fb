using ILGPU;
using ILGPU.Runtime;
using MathNet.Numerics;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>The functions of generated kernels, computed on each device, against double precision.</summary>
[Trait("Category", "Gpu")]
public sealed class GpuMathTests
{
    public enum Function
    {
        Erf,
        Tanh,
        Gelu,
        GeluDerivative,
        GeluTanh,
        GeluTanhDerivative,
    }

    public static TheoryData<string, Function> DevicesAndFunctions
    {
        get
        {
            var data = new TheoryData<string, Function>();
            foreach (string device in TestDevices.Gpus)
            {
                foreach (Function function in Enum.GetValues<Function>())
                {
                    data.Add(device, function);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndFunctions))]
    public void FunctionsKeepTheirAccuracy(string deviceName, Function function)
    {
        var device = (GpuDevice)TestDevices.Get(deviceName);
        float[] x = [.. Enumerable.Range(-9000, 18001).Select(i => i * 1e-3f), 30f, -30f, 1e-20f];
        using var input = device.Accelerator.Allocate1D(x);
        using var output = device.Accelerator.Allocate1D<float>(x.Length);
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int, int>(Evaluate);
        kernel(device.Elementwise(x.Length), input.View, output.View, x.Length, (int)function);
        float[] actual = output.GetAsArray1D();
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Expected(function, x[i]);
            Assert.Equal(expected, actual[i], tolerance: 2e-7 * Math.Max(1, Math.Abs(x[i])));
        }
    }

    [Fact]
    public void FunctionsCompileToPtx() => PtxCompiler.AssertCompiles(typeof(GpuMathTests).GetMethod(nameof(Evaluate), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!);

    internal static void Evaluate(ArrayView<float> input, ArrayView<float> output, int length, int function)
    {
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < length; i += Grid.DimX * Group.DimX)
        {
            float x = input[i];
            output[i] =
                function == (int)Function.Erf ? GpuMath.Erf(x)
                : function == (int)Function.Tanh ? GpuMath.Tanh(x)
                : function == (int)Function.Gelu ? GpuMath.Gelu(x)
                : function == (int)Function.GeluDerivative ? GpuMath.GeluDerivative(x)
                : function == (int)Function.GeluTanh ? GpuMath.GeluTanh(x)
                : GpuMath.GeluTanhDerivative(x);
        }
    }

    private static double Expected(Function function, double x)
    {
        double phi = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        double distribution = 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));
        double scale = Math.Sqrt(2 / Math.PI);
        double tanh = Math.Tanh(scale * (x + (0.044715 * x * x * x)));
        double inner = scale * (1 + (3 * 0.044715 * x * x));
        return function switch
        {
            Function.Erf => SpecialFunctions.Erf(x),
            Function.Tanh => Math.Tanh(x),
            Function.Gelu => x * distribution,
            Function.GeluDerivative => distribution + (x * phi),
            Function.GeluTanh => 0.5 * x * (1 + tanh),
            _ => (0.5 * (1 + tanh)) + (0.5 * x * (1 - (tanh * tanh)) * inner),
        };
    }
}
