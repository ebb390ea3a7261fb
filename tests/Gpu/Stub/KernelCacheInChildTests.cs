using SparseGen.Gpu;
using SparseGen.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>Two starts of a program, the second of which finds on disk what the first has compiled. Part of <see cref="DriverCallTests"/>.</summary>
public sealed class KernelCacheInChildTests
{
    private static int Files => Directory.GetFiles(KernelCache.Folder!).Length;

    [SkippableFact]
    public void TheFirstStartCompilesEachKernelOnce()
    {
        CudaStub.Demand();
        CudaStub.Counts start = CudaStub.Count(TrainAndInfer);
        Assert.InRange(KernelCache.Compiled, 20, 200);
        Assert.Equal((0, KernelCache.Compiled, KernelCache.Compiled), (KernelCache.Found, Files, (int)start.Modules));
    }

    [SkippableFact]
    public void TheSecondStartReadsThem()
    {
        CudaStub.Demand();
        int files = Files;
        CudaStub.Counts start = CudaStub.Count(TrainAndInfer);
        Assert.Equal((0, files, files, files), (KernelCache.Compiled, KernelCache.Found, Files, (int)start.Modules));
    }

    private static void TrainAndInfer()
    {
        using FashionMixer model = new(4, Device.Cuda(0));
        float[] images = new float[4 * FashionMixer.Info.InputSize];
        new Trainer<FashionMixer>(model, new AdamW(), new SoftmaxCrossEntropy()).Step(images, [1, 2, 3, 4]);
        model.Forward(images, new float[4 * FashionMixer.Info.OutputSize]);
    }
}
