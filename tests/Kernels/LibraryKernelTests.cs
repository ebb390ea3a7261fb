using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using SparseGen.Gpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>What devices keep of kernels, and what drivers get to see of them.</summary>
[Trait("Category", "Gpu")]
public sealed class LibraryKernelTests
{
    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<float> values);

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ADeviceCompilesAKernelOnce(string device)
    {
        var one = new LibraryKernel<Launcher>(SetToOne);
        var two = new LibraryKernel<Launcher>(SetToTwo);
        using var run = new GpuKernelRun(device);
        ArrayView<float> values = run.Unwritten(2);
        run.Launch(frame =>
        {
            one.On(frame.Device)(frame.Device.Stream, new KernelConfig(1, 1), values);
            two.On(frame.Device)(frame.Device.Stream, new KernelConfig(1, 1), values.SubView(1));
            Assert.Same(one.On(frame.Device), one.On(frame.Device));
            Assert.NotSame(one.On(frame.Device), two.On(frame.Device));
        });
        run.Expect([1.0, 2.0], values, device);
    }

    /// <summary>Else no driver would find at the next start what it compiled at this one.</summary>
    [SkippableFact]
    public void ADriverSeesTheSameTextAtEveryStart()
    {
        var device = (GpuDevice)TestDevices.Get("opencl");
        MethodInfo kernel = typeof(GpuElementwise).GetMethod("AddAll", BindingFlags.Static | BindingFlags.NonPublic)!;
        string text;
        lock (device.Gate)
        {
            text = ((CLCompiledKernel)KernelCompiler.Compile(device.Accelerator, kernel)).Source;
        }

        string[] names = [.. KernelCompiler.OpenCLNumbers().Matches(text).Select(static match => match.Value).Distinct()];
        IEnumerable<string> expected = names.GroupBy(static name => name.TrimEnd([.. "0123456789"])).SelectMany(static group => group.Select((_, i) => $"{group.Key}{i}"));
        Assert.Equal(expected.Order(), names.Order());
        Assert.Contains("type_0", names);
        Assert.Contains("L_0", names);
    }

    internal static void SetToOne(ArrayView<float> values) => values[0] = 1f;

    internal static void SetToTwo(ArrayView<float> values) => values[0] = 2f;
}
