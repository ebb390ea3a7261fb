using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Tests.Runtime;

/// <summary>
/// A program by hand, small enough to see through: y = (w x)^2, elementwise over three floats. It uses every kind of buffer:
/// what is derived is w^2, and scratch holds w x.
/// </summary>
internal readonly struct SquareProgram : ICpuProgram
{
    internal const int Size = 3;

    /// <summary>A worker for every three samples of a step.</summary>
    public static long SampleWork => 1_000_000;

    public static int ChunkSamples => 4;

    public static ProgramBuffers Buffers { get; } = new()
    {
        InferenceScratch = 2 * Size,
        InferenceInput = Size,
        InferenceOutput = 0,
        TrainingSaved = 4 * Size,
        TrainingScratch = Size,
        TrainingInput = Size,
        TrainingOutput = 0,
        TrainingOutputGradient = 2 * Size,
        TrainingInputGradient = 3 * Size,
    };

    public static int TransposedLength => Size;

    internal static ModelInfo Info { get; } = new()
    {
        Name = "Square",
        InputShape = [Size],
        OutputShape = [Size],
        InputSize = Size,
        OutputSize = Size,
        ParameterCount = Size,
        Macs = Size,
        Layers = [],
        Tensors = [new TensorInfo("scale", [Size])],
    };

    internal static ParameterLayout Layout { get; } = CreateLayout();

    public static void PackTransposes(ref float parameters, ref float transposed, WorkerPart part, bool inputGradient)
    {
        for (int i = part.Index; i < Size; i += part.Count)
        {
            float weight = Unsafe.Add(ref parameters, i);
            Unsafe.Add(ref transposed, i) = weight * weight;
        }
    }

    public static void Infer<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref float input = ref Unsafe.Add(ref frame.Scratch, Buffers.InferenceInput * ChunkSamples);
        ref float output = ref Unsafe.Add(ref frame.Scratch, Buffers.InferenceOutput * ChunkSamples);
        for (int i = 0; i < frame.Count * Size; i++)
        {
            float product = Unsafe.Add(ref frame.Parameters, i % Size) * Unsafe.Add(ref input, i);
            Unsafe.Add(ref output, i) = product * product;
        }
    }

    public static void ForwardTraining<TSimd, TVector>(CpuFrame frame)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref float input = ref Saved(frame, Buffers.TrainingInput);
        ref float output = ref Saved(frame, Buffers.TrainingOutput);
        for (int i = 0; i < frame.Count * Size; i++)
        {
            Unsafe.Add(ref frame.Scratch, i) = Unsafe.Add(ref frame.Parameters, i % Size) * Unsafe.Add(ref input, i);
            Unsafe.Add(ref output, i) = Unsafe.Add(ref frame.Scratch, i) * Unsafe.Add(ref frame.Scratch, i);
        }
    }

    public static void Backward<TSimd, TVector>(CpuFrame frame, bool inputGradient)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref float input = ref Saved(frame, Buffers.TrainingInput);
        ref float outputGradient = ref Saved(frame, Buffers.TrainingOutputGradient);
        for (int i = 0; i < frame.Count * Size; i++)
        {
            float x = Unsafe.Add(ref input, i), gradient = Unsafe.Add(ref outputGradient, i);
            Unsafe.Add(ref frame.Gradients, i % Size) += 2f * Unsafe.Add(ref frame.Parameters, i % Size) * x * x * gradient;
            if (inputGradient)
            {
                Unsafe.Add(ref Saved(frame, Buffers.TrainingInputGradient), i) = 2f * Unsafe.Add(ref frame.Transposed, i % Size) * x * gradient;
            }
        }
    }

    private static ref float Saved(CpuFrame frame, int value) =>
        ref Unsafe.Add(ref frame.Saved, (value * frame.Capacity) + (frame.First * Size));

    private static ParameterLayout CreateLayout()
    {
        ParameterLayoutBuilder builder = new(length: Size);
        builder.Add("scale", [Size], 0, TensorStorage.RowMajor, Initializer.Normal(1));
        return builder.Build();
    }
}
