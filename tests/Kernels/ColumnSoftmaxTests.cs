using ILGPU;
using SparseGen.Kernels.Cpu;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;
using SparseGen.Tests.Infrastructure;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels of softmax over columns: what those over rows are to give, with every matrix transposed.</summary>
public sealed class ColumnSoftmaxTests
{
    /// <summary>(matrices, rows, columns): one number, one row, one column, less than a vector of any width, just past one and two, many matrices.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 3, 1, 5 }, { 2, 5, 1 }, { 2, 3, 2 }, { 3, 8, 16 }, { 2, 7, 17 }, { 1, 37, 9 }, { 2, 16, 37 }, { 1, 3, 257 }, { 100, 2, 3 },
    };

    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OnTheCpu(int matrices, int rows, int columns) => Widths.Each(new CpuCheck(new(matrices, rows, columns)));

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    [Trait("Category", "Gpu")]
    public void OnAGpu(string device)
    {
        var matrices = Shapes.Select(static shape => new Matrices((int)shape[0], (int)shape[1], (int)shape[2]));
        foreach (var data in matrices.Where(data => GpuKernelRun.Takes(device, data.Count, data.Rows, data.Columns)))
        {
            using var run = new GpuKernelRun(device);
            ArrayView<float> x = run.Upload(data["x"]), y = run.Unwritten(x.IntLength), dy = run.Upload(data["dy"]), softmax = run.Upload(data.Turn(data.Operands.Softmax));
            ArrayView<float> dx = run.Unwritten(x.IntLength), dyTangent = run.Upload(data["dy'"]), yTangent = run.Upload(data["y'"]), dxTangent = run.Unwritten(x.IntLength);
            run.Launch(frame => GpuColumnSoftmax.Forward(frame, x, y, data.Count, data.Rows, data.Columns));
            run.Launch(frame => GpuColumnSoftmax.Backward(frame, dy, softmax, dx, data.Count, data.Rows, data.Columns));
            run.Launch(frame => GpuColumnSoftmax.BackwardTangent(frame, dy, softmax, dyTangent, yTangent, dxTangent, data.Count, data.Rows, data.Columns));
            run.Expect(data.Turn(data.Operands.Forward()), y, $"{data}, forward");
            run.Expect(data.Turn(data.Operands.Backward()), dx, $"{data}, backward");
            run.Expect(data.Turn(data.Operands.BackwardTangent()), dxTangent, $"{data}, tangent");
        }
    }

    /// <summary>Numbers whose powers no float holds: only their differences count.</summary>
    [Fact]
    public void LargeNumbersAreNoTrouble() => Widths.Each(new LargeCheck());

    [Fact]
    public void ANumberThatIsNoneSpoilsItsColumn() => Widths.Each(new SpoiltCheck());

    /// <summary>Matrices [rows, columns], the columns of which are the rows of the operands.</summary>
    private sealed record Matrices(int Count, int Rows, int Columns)
    {
        public SoftmaxOperands Operands { get; } = new(Count * Columns, Rows);

        public float[] this[string name] => Turn(Operands[name]);

        public T[] Turn<T>(T[] turned)
        {
            var result = new T[turned.Length];
            for (var i = 0; i < turned.Length; i++)
            {
                int column = i / Rows, row = i % Rows;
                result[(((column / Columns * Rows) + row) * Columns) + (column % Columns)] = turned[i];
            }

            return result;
        }
    }

    private sealed record CpuCheck(Matrices Data) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            (int count, int rows, int columns) = (Data.Count, Data.Rows, Data.Columns);
            KernelBuffer x = new(Data["x"]), dy = new(Data["dy"]), softmax = new(Data.Turn(Data.Operands.Softmax)), dyTangent = new(Data["dy'"]), yTangent = new(Data["y'"]);
            KernelBuffer y = KernelBuffer.Unwritten(count * rows * columns), dx = KernelBuffer.Unwritten(count * rows * columns);
            var dxTangent = KernelBuffer.Unwritten(count * rows * columns);
            ColumnSoftmax.Forward<TSimd, TVector>(ref x.Start, ref y.Start, count, rows, columns);
            ColumnSoftmax.Backward<TSimd, TVector>(ref dy.Start, ref softmax.Start, ref dx.Start, count, rows, columns);
            ColumnSoftmax.BackwardTangent<TSimd, TVector>(
                ref dy.Start, ref softmax.Start, ref dyTangent.Start, ref yTangent.Start, ref dxTangent.Start, count, rows, columns);
            y.Expect(Data.Turn(Data.Operands.Forward()), $"{typeof(TSimd).Name}, forward");
            dx.Expect(Data.Turn(Data.Operands.Backward()), $"{typeof(TSimd).Name}, backward");
            dxTangent.Expect(Data.Turn(Data.Operands.BackwardTangent()), $"{typeof(TSimd).Name}, tangent");
        }
    }

    private sealed record LargeCheck : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new([1e30f, -300f, 500f, -3e38f, 1e30f, -300f, -500f, 3e38f]), y = KernelBuffer.Unwritten(8);
            ColumnSoftmax.Forward<TSimd, TVector>(ref x.Start, ref y.Start, 1, 2, 4);
            y.Expect([0.5, 0.5, 1, 0, 0.5, 0.5, 0, 1], typeof(TSimd).Name);
        }
    }

    private sealed record SpoiltCheck : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            const int Rows = 3, Columns = 19;
            foreach (var place in new[] { 0, 7, Columns - 1, Columns + 4, (Rows * Columns) - 1 })
            {
                float[] x = ValueRecipe.Values("x", 64), y = new float[64];
                x[place] = float.NaN;
                ColumnSoftmax.Forward<TSimd, TVector>(ref x[0], ref y[0], 1, Rows, Columns);
                for (var i = 0; i < Rows * Columns; i++)
                {
                    Assert.Equal(i % Columns == place % Columns, float.IsNaN(y[i]));
                }
            }
        }
    }
}
