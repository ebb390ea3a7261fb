using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using MathNet.Numerics;
using SparseGen.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Gpu;

/// <summary>The activations, written once for all devices, as each GPU computes them, against double precision.</summary>
[Trait("Category", "Gpu")]
public sealed class ActivationsOnGpuTests
{
    public static TheoryData<string, ActivationKind> DevicesAndKinds
    {
        get
        {
            var data = new TheoryData<string, ActivationKind>();
            foreach (string device in TestDevices.Gpus)
            {
                foreach (ActivationKind kind in Enum.GetValues<ActivationKind>().Where(kind => kind is not ActivationKind.None and not ActivationKind.Softmax))
                {
                    data.Add(device, kind);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(DevicesAndKinds))]
    public void ValuesAndDerivativesKeepTheirAccuracy(string deviceName, ActivationKind kind)
    {
        var device = (GpuDevice)TestDevices.Get(deviceName);
        float[] x = [.. Enumerable.Range(-9000, 18001).Select(i => i * 1e-3f), 30f, -30f, 100f, -100f, 1e-20f];
        using var input = device.Accelerator.Allocate1D(x);
        using var output = device.Accelerator.Allocate1D<float>(3 * x.Length);
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int, int>(Evaluate);
        kernel(device.Elementwise(x.Length), input.View, output.View, x.Length, (int)kind);
        float[] actual = output.GetAsArray1D();
        for (int i = 0; i < x.Length; i++)
        {
            (double value, double derivative) = Expected(kind, x[i]);
            double tolerance = 4e-7 * Math.Max(1, Math.Max(Math.Abs(x[i]), Math.Abs(value)));
            Assert.Equal(value, actual[i], tolerance);
            Assert.Equal(derivative, actual[x.Length + i], tolerance);
            Assert.Equal(value, actual[(2 * x.Length) + i], tolerance);
        }
    }

    [Fact]
    public void ActivationsCompileToPtx() =>
        PtxCompiler.AssertCompiles(typeof(ActivationsOnGpuTests).GetMethod(nameof(Evaluate), BindingFlags.Static | BindingFlags.NonPublic)!);

    /// <summary>Value, derivative, and the value that comes with the derivative.</summary>
    internal static void Evaluate(ArrayView<float> input, ArrayView<float> output, int length, int kind)
    {
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < length; i += Grid.DimX * Group.DimX)
        {
            float x = input[i];
            float value, derivative, again;
            if (kind == (int)ActivationKind.Gelu)
            {
                value = Activations.Gelu<SimdScalar, float>(x);
                derivative = Activations.GeluGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.GeluTanh)
            {
                value = Activations.GeluTanh<SimdScalar, float>(x);
                derivative = Activations.GeluTanhGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.Relu)
            {
                value = Activations.Relu<SimdScalar, float>(x);
                derivative = Activations.ReluGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.SquaredRelu)
            {
                value = Activations.SquaredRelu<SimdScalar, float>(x);
                derivative = Activations.SquaredReluGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.Silu)
            {
                value = Activations.Silu<SimdScalar, float>(x);
                derivative = Activations.SiluGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.Sigmoid)
            {
                value = Activations.Sigmoid<SimdScalar, float>(x);
                derivative = Activations.SigmoidGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.Tanh)
            {
                value = Activations.Tanh<SimdScalar, float>(x);
                derivative = Activations.TanhGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.LeakyRelu)
            {
                value = Activations.LeakyRelu<SimdScalar, float>(x);
                derivative = Activations.LeakyReluGradient<SimdScalar, float>(x, out again);
            }
            else if (kind == (int)ActivationKind.Softplus)
            {
                value = Activations.Softplus<SimdScalar, float>(x);
                derivative = Activations.SoftplusGradient<SimdScalar, float>(x, out again);
            }
            else
            {
                value = Activations.HardTanh<SimdScalar, float>(x);
                derivative = Activations.HardTanhGradient<SimdScalar, float>(x, out again);
            }

            output[i] = value;
            output[length + i] = derivative;
            output[(2 * length) + i] = again;
        }
    }

    private static (double Value, double Derivative) Expected(ActivationKind kind, double x)
    {
        double distribution = 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));
        double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        double scale = Math.Sqrt(2 / Math.PI);
        double tanh = Math.Tanh(scale * (x + (0.044715 * x * x * x)));
        double inner = scale * (1 + (3 * 0.044715 * x * x));
        double positive = Math.Max(x, 0);
        return kind switch
        {
            ActivationKind.Gelu => (x * distribution, distribution + (x * density)),
            ActivationKind.GeluTanh => (0.5 * x * (1 + tanh), (0.5 * (1 + tanh)) + (0.5 * x * (1 - (tanh * tanh)) * inner)),
            ActivationKind.Relu => (positive, x > 0 ? 1 : 0),
            ActivationKind.SquaredRelu => (positive * positive, 2 * positive),
            _ => (ReferenceActivation.Value(kind, x), ReferenceActivation.Derivative(kind, x)),
        };
    }
}
