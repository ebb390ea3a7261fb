using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>Images with zeros around and between their pixels, bit by bit.</summary>
public sealed class PaddingTests
{
    /// <summary>
    /// (samples, height, width, channels, padded height, padded width, top, left, spread): nothing to add, zeros around, before the first token alone, zeros between pixels,
    /// rows and columns left out at either end, and both at once.
    /// </summary>
    public static TheoryData<int, int, int, int, int, int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1, 1, 1, 0, 0, 1 }, { 2, 3, 5, 7, 5, 7, 1, 1, 1 }, { 2, 1, 9, 17, 1, 11, 0, 2, 1 }, { 2, 3, 4, 33, 8, 11, 2, 2, 2 }, { 1, 2, 3, 5, 7, 12, 1, 3, 3 },
        { 2, 5, 6, 3, 3, 4, -1, -1, 1 }, { 1, 4, 5, 19, 5, 7, -1, -1, 2 }, { 2, 4, 4, 2, 2, 9, 0, 3, 1 }, { 1, 3, 3, 70, 9, 9, 3, -2, 2 }, { 2, 2, 2, 3, 4, 3, 5, 4, 1 },
    };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int samples, int height, int width, int channels, int paddedHeight, int paddedWidth, int top, int left, int spread) =>
        Widths.Each(new CpuCheck(new(samples, height, width, channels, paddedHeight, paddedWidth, top, left, spread)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        foreach (var data in Shapes.Select(static s => new Images((int)s[0], (int)s[1], (int)s[2], (int)s[3], (int)s[4], (int)s[5], (int)s[6], (int)s[7], (int)s[8]))
            .Where(data => GpuKernelRun.Takes(device, data.Size)))
        {
            using var run = new GpuKernelRun(device, data.Samples);
            ArrayView<float> image = run.Upload(data.Image), padded = run.Unwritten(data.Size);
            run.Launch(frame => GpuPadding.Pad(
                frame, image, padded, data.Samples, data.Height, data.Width, data.Channels, data.PaddedHeight, data.PaddedWidth, data.Top, data.Left, data.Spread));
            Assert.Equal(data.Padded(), run.Download(padded));
        }
    }

    private sealed record Images(int Samples, int Height, int Width, int Channels, int PaddedHeight, int PaddedWidth, int Top, int Left, int Spread)
    {
        public int Size => Samples * PaddedHeight * PaddedWidth * Channels;

        public float[] Image => ValueRecipe.Values("image", Samples * Height * Width * Channels);

        /// <summary>Zeros, then each pixel in its place if there is one.</summary>
        public float[] Padded()
        {
            var padded = new float[Size];
            var image = Image;
            for (var at = 0; at < image.Length; at++)
            {
                var (channel, x, y, sample) = (at % Channels, at / Channels % Width, at / Channels / Width % Height, at / Channels / Width / Height);
                var (row, column) = (Top + (y * Spread), Left + (x * Spread));
                if (row >= 0 && row < PaddedHeight && column >= 0 && column < PaddedWidth)
                {
                    padded[(((((sample * PaddedHeight) + row) * PaddedWidth) + column) * Channels) + channel] = image[at];
                }
            }

            return padded;
        }
    }

    private sealed record CpuCheck(Images Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer image = new(Data.Image), padded = KernelBuffer.Unwritten(Data.Size);
            Padding.Pad<TSimd, TVector>(
                ref image.Start, ref padded.Start, Data.Samples, Data.Height, Data.Width, Data.Channels, Data.PaddedHeight, Data.PaddedWidth, Data.Top, Data.Left, Data.Spread);
            padded.ExpectSame(Data.Padded());
        }
    }
}
