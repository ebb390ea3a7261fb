using System.Runtime.CompilerServices;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels of layer norm on the CPU against plain loops, with and without their optional parts.</summary>
public sealed class LayerNormTests
{
    public static TheoryData<int, int> Shapes => LayerNormData.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward(int rows, int channels)
    {
        Widths.Each(new ForwardCheck<Present>(new(rows, channels)));
        Widths.Each(new ForwardCheck<Absent>(new(rows, channels)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ForwardTangent(int rows, int channels)
    {
        Widths.Each(new ForwardTangentCheck<Present>(new(rows, channels)));
        Widths.Each(new ForwardTangentCheck<Absent>(new(rows, channels)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward(int rows, int channels)
    {
        Widths.Each(new BackwardCheck<Present, Present, Present, Present>(new(rows, channels)));
        Widths.Each(new BackwardCheck<Absent, Absent, Present, Absent>(new(rows, channels)));
        Widths.Each(new BackwardCheck<Present, Absent, Absent, Present>(new(rows, channels)));
        Widths.Each(new BackwardCheck<Absent, Present, Absent, Absent>(new(rows, channels)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void BackwardTangent(int rows, int channels)
    {
        Widths.Each(new BackwardTangentCheck<Present, Present>(new(rows, channels)));
        Widths.Each(new BackwardTangentCheck<Absent, Absent>(new(rows, channels)));
    }

    /// <summary>The operand, or none.</summary>
    private static ref float Optional<TOption>(KernelBuffer buffer)
        where TOption : struct, IOption =>
        ref TOption.IsPresent ? ref buffer.Start : ref Unsafe.NullRef<float>();

    private sealed record ForwardCheck<TBias>(LayerNormData Data) : IWidthCheck
        where TBias : struct, IOption
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data["x"]), weight = new(Data["weight"]), bias = new(Data["bias"]), y = KernelBuffer.Unwritten(Data.Rows * Data.Channels);
            LayerNorm.Forward<TSimd, TVector, TBias>(
                ref x.Start, ref weight.Start, ref Optional<TBias>(bias), ref y.Start, Data.Rows, Data.Channels, LayerNormData.Epsilon);
            y.Expect(Data.Plain.Forward(Data.Wide("x"), Data.Wide("weight"), TBias.IsPresent ? Data.Wide("bias") : null), typeof(TSimd).Name);
        }
    }

    private sealed record ForwardTangentCheck<TBias>(LayerNormData Data) : IWidthCheck
        where TBias : struct, IOption
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer x = new(Data["x"]), weight = new(Data["weight"]), dx = new(Data["x'"]), dw = new(Data["weight'"]), db = new(Data["bias'"]);
            var y = KernelBuffer.Unwritten(Data.Rows * Data.Channels);
            LayerNorm.ForwardTangent<TSimd, TVector, TBias>(
                ref x.Start, ref weight.Start, ref dx.Start, ref dw.Start, ref Optional<TBias>(db), ref y.Start, Data.Rows, Data.Channels, LayerNormData.Epsilon);
            y.Expect(
                Data.Plain.ForwardTangent(Data.Wide("x"), Data.Wide("weight"), Data.Wide("x'"), Data.Wide("weight'"), TBias.IsPresent ? Data.Wide("bias'") : null),
                typeof(TSimd).Name);
        }
    }

    private sealed record BackwardCheck<TBias, TResidual, TGradients, TOutput>(LayerNormData Data) : IWidthCheck
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TGradients : struct, IOption
        where TOutput : struct, IOption
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer dy = new(Data["dy"]), x = new(Data["x"]), weight = new(Data["weight"]), bias = new(Data["bias"]), residual = new(Data["residual"]);
            KernelBuffer dx = KernelBuffer.Unwritten(Data.Rows * Data.Channels), y = KernelBuffer.Unwritten(Data.Rows * Data.Channels);
            KernelBuffer dw = new(Data["dw"]), db = new(Data["db"]), room = KernelBuffer.Unwritten(2 * BlockSums.Length(Data.Channels));
            LayerNorm.Backward<TSimd, TVector, TBias, TResidual, TGradients, TOutput>(
                ref dy.Start, ref x.Start, ref weight.Start, ref Optional<TBias>(bias), ref Optional<TResidual>(residual), ref dx.Start, ref Optional<TGradients>(dw),
                ref Optional<TGradients>(db), ref Optional<TOutput>(y), ref Optional<TGradients>(room), Data.Rows, Data.Channels, LayerNormData.Epsilon);
            var expected = Data.Plain.Backward(Data.Wide("dy"), Data.Wide("x"), Data.Wide("weight"));
            dx.Expect(TResidual.IsPresent ? LayerNormData.Sum(expected.Input, Data.Wide("residual")) : expected.Input, $"{typeof(TSimd).Name}, input");
            dw.Expect(TGradients.IsPresent ? LayerNormData.Sum(expected.Weight, Data.Wide("dw")) : Data.Wide("dw"), $"{typeof(TSimd).Name}, weight");
            db.Expect(
                TGradients.IsPresent && TBias.IsPresent ? LayerNormData.Sum(expected.Bias, Data.Wide("db")) : Data.Wide("db"), $"{typeof(TSimd).Name}, bias");
            if (TOutput.IsPresent)
            {
                y.Expect(Data.Plain.Forward(Data.Wide("x"), Data.Wide("weight"), TBias.IsPresent ? Data.Wide("bias") : null), $"{typeof(TSimd).Name}, output");
            }
        }
    }

    private sealed record BackwardTangentCheck<TBias, TResidual>(LayerNormData Data) : IWidthCheck
        where TBias : struct, IOption
        where TResidual : struct, IOption
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            KernelBuffer dy = new(Data["dy"]), x = new(Data["x"]), weight = new(Data["weight"]), residual = new(Data["residual"]);
            KernelBuffer ddy = new(Data["dy'"]), dx = new(Data["x'"]), dWeight = new(Data["weight'"]), ddx = KernelBuffer.Unwritten(Data.Rows * Data.Channels);
            KernelBuffer dw = new(Data["dw"]), db = new(Data["db"]), room = KernelBuffer.Unwritten(2 * BlockSums.Length(Data.Channels));
            LayerNorm.BackwardTangent<TSimd, TVector, TBias, TResidual>(
                ref dy.Start, ref x.Start, ref weight.Start, ref ddy.Start, ref dx.Start, ref dWeight.Start, ref Optional<TResidual>(residual), ref ddx.Start,
                ref dw.Start, ref Optional<TBias>(db), ref room.Start, Data.Rows, Data.Channels, LayerNormData.Epsilon);
            var expected = Data.Plain.BackwardTangent(
                Data.Wide("dy"), Data.Wide("x"), Data.Wide("weight"), Data.Wide("dy'"), Data.Wide("x'"), Data.Wide("weight'"));
            ddx.Expect(TResidual.IsPresent ? LayerNormData.Sum(expected.Input, Data.Wide("residual")) : expected.Input, $"{typeof(TSimd).Name}, input");
            dw.Expect(LayerNormData.Sum(expected.Weight, Data.Wide("dw")), $"{typeof(TSimd).Name}, weight");
            db.Expect(TBias.IsPresent ? LayerNormData.Sum(expected.Bias, Data.Wide("db")) : Data.Wide("db"), $"{typeof(TSimd).Name}, bias");
        }
    }
}
