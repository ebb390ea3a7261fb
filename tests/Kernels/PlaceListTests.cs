using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Kernels on GPUs that store or read by a list do what a permutation behind or before them would, bit by bit.</summary>
[Trait("Category", "Gpu")]
public sealed class PlaceListTests
{
    private const int Samples = 3;

    private const float Epsilon = 1e-5f;

    /// <summary>Rows of a sample and channels; the last one has more channels than a group of threads adds up gradients of.</summary>
    private static readonly (int Rows, int Channels)[] Shapes = [(1, 5), (4, 6), (7, 33), (16, 64), (2, 2500)];

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void NormsStoreByAList(string device) => Each(device, (run, rows, channels, targets) =>
    {
        int count = Samples * rows * channels;
        ArrayView<float> x = run.Upload(ValueRecipe.Values("x", count)), weight = run.Upload(ValueRecipe.Values("weight", channels));
        ArrayView<float> bias = run.Upload(ValueRecipe.Values("bias", channels)), dy = run.Upload(ValueRecipe.Values("dy", count));
        ArrayView<float> plain = run.Unwritten(count), permuted = run.Unwritten(count);
        run.Launch(frame => GpuLayerNorm.Forward(frame, x, weight, bias, plain, Samples * rows, channels, Epsilon));
        run.Launch(frame => GpuLayerNorm.Forward(frame, x, weight, bias, permuted, Samples * rows, channels, Epsilon, new PlaceList(frame.TableAt(targets, 0), targets.Length)));
        AssertScattered(run.Download(plain), run.Download(permuted), targets);

        // Where the derivative computes the output again, that alone goes elsewhere; with the gradients of the parameters and without, which are kernels of their own.
        foreach (var hasGradients in new[] { true, false })
        {
            (float[] Input, float[] Output) Backward(int[]? list)
            {
                ArrayView<float> dx = run.Unwritten(count), y = run.Unwritten(count), statistics = run.Unwritten(2 * Samples * rows);
                run.Launch(frame => GpuLayerNorm.Backward(
                    frame, dy, x, weight, bias, null, dx, hasGradients ? run.Gradient(new float[channels]) : null, hasGradients ? run.Gradient(new float[channels]) : null, y,
                    statistics, Samples * rows, channels, Epsilon, places: list is null ? default : new PlaceList(frame.TableAt(list, 0), list.Length)));
                return (run.Download(dx), run.Download(y));
            }

            var (expected, actual) = (Backward(null), Backward(targets));
            Assert.Equal(expected.Input, actual.Input);
            AssertScattered(expected.Output, actual.Output, targets);
        }
    });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void DerivativesOfActivationsReadByAList(string device) => Each(device, (run, rows, channels, sources) =>
    {
        int count = Samples * rows * channels;
        ArrayView<float> dy = run.Upload(ValueRecipe.Values("dy", count)), x = run.Upload(ValueRecipe.Values("x", count));
        ArrayView<float> gathered = run.Unwritten(count), expected = run.Unwritten(count), actual = run.Unwritten(count);
        run.Launch(frame => GpuRearrangement.Gather(frame, frame.TableAt(sources, 0), dy, null, gathered, Samples, sources.Length));
        run.Launch(frame => GpuActivationKernels.Gradient<Gelu>(frame, gathered, x, expected, count));
        run.Launch(frame => GpuActivationKernels.Gradient<Gelu>(frame, dy, x, actual, count, new PlaceList(frame.TableAt(sources, 0), sources.Length)));
        Assert.Equal(run.Download(expected), run.Download(actual));
    });

    private static void Each(string device, Action<GpuKernelRun, int, int, int[]> check)
    {
        foreach (var (rows, channels) in Shapes.Where(shape => GpuKernelRun.Takes(device, Samples, shape.Rows, shape.Channels)))
        {
            using var run = new GpuKernelRun(device, Samples);
            check(run, rows, channels, Permutations.Random(rows * channels, 3, "list"));
        }
    }

    private static void AssertScattered(float[] plain, float[] permuted, int[] targets)
    {
        for (var i = 0; i < plain.Length; i++)
        {
            Assert.Equal(plain[i], permuted[i / targets.Length * targets.Length + targets[i % targets.Length]]);
        }
    }
}
