using ILGPU;
using ILGPU.Runtime;
using SparseGen.Execution;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>A model as small as can be, written by hand in the form of generated ones: output = weight * input, feature by feature.</summary>
public readonly struct FeatureScaleProgram : IGpuProgram, ICpuProgram
{
    private const int Features = 5;

    private static readonly LibraryKernel<Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<float>, int>> MultiplyKernel =
        new(MultiplyFeatures);

    private static readonly LibraryKernel<Action<AcceleratorStream, KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>> SumKernel =
        new(SumProducts);

    public static int ChunkSamples => 1;

    public static ProgramBuffers Buffers { get; } = new()
    {
        InferenceScratch = 2 * Features,
        InferenceInput = 0,
        InferenceOutput = Features,
        TrainingSaved = 4 * Features,
        TrainingScratch = 0,
        TrainingInput = 0,
        TrainingOutput = Features,
        TrainingOutputGradient = 2 * Features,
        TrainingInputGradient = 3 * Features,
    };

    public static IReadOnlyList<GradientSum> GradientSums => [new(Features, 1, 1, 1)];

    public static int LargestValue => Features;

    public static int TransposedLength => 0;

    internal static ModelInfo Info { get; } = new()
    {
        Name = "FeatureScale",
        InputShape = [Features],
        OutputShape = [Features],
        InputSize = Features,
        OutputSize = Features,
        ParameterCount = Features,
        Macs = Features,
        Layers = [],
        Tensors = [new TensorInfo("weight", [Features])],
    };

    internal static ParameterLayout Layout { get; } = BuildLayout();

    public static void Infer(GpuFrame frame) => Multiply(frame, frame.Scratch, Buffers.InferenceInput, frame.Scratch, Buffers.InferenceOutput);

    public static void ForwardTraining(GpuFrame frame) => Multiply(frame, frame.Saved, Buffers.TrainingInput, frame.Saved, Buffers.TrainingOutput);

    public static void Backward(GpuFrame frame, bool inputGradient)
    {
        int splits = frame.Split(frame.Count, 1, Features, out int chunk);
        ArrayView<float> partials = frame.ReservePartials(splits * Features);
        SumKernel.On(frame.Device)(
            frame.Device.Stream, new KernelConfig(splits, 32),
            frame.Saved.SubView(Buffers.TrainingInput * frame.Capacity),
            frame.Saved.SubView(Buffers.TrainingOutputGradient * frame.Capacity),
            partials,
            frame.Count,
            chunk);
        frame.AddPartials(partials, frame.Gradients, Features, splits, Features);
        if (inputGradient)
        {
            Multiply(frame, frame.Saved, Buffers.TrainingOutputGradient, frame.Saved, Buffers.TrainingInputGradient);
        }
    }

    static void ICpuProgram.PackTransposes(ref float parameters, ref float transposed, WorkerPart part, bool inputGradient) => throw new NotSupportedException();

    static void ICpuProgram.Infer<TSimd, TVector>(CpuFrame frame) => throw new NotSupportedException();

    static void ICpuProgram.ForwardTraining<TSimd, TVector>(CpuFrame frame) => throw new NotSupportedException();

    static void ICpuProgram.Backward<TSimd, TVector>(CpuFrame frame, bool inputGradient) => throw new NotSupportedException();

    internal static void MultiplyFeatures(ArrayView<float> input, ArrayView<float> weight, ArrayView<float> output, int length)
    {
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < length; i += Grid.DimX * Group.DimX)
        {
            output[i] = input[i] * weight[i % Features];
        }
    }

    internal static void SumProducts(ArrayView<float> input, ArrayView<float> outputGradient, ArrayView<float> partials, int samples, int chunk)
    {
        int first = Grid.IdxX * chunk;
        int last = IntrinsicMath.Min(first + chunk, samples);
        int feature = Group.IdxX;
        if (feature < Features)
        {
            float sum = 0f;
            for (int sample = first; sample < last; sample++)
            {
                sum += input[(sample * Features) + feature] * outputGradient[(sample * Features) + feature];
            }

            partials[(Grid.IdxX * Features) + feature] = sum;
        }
    }

    private static ParameterLayout BuildLayout()
    {
        var builder = new ParameterLayoutBuilder(Features);
        builder.Add("weight", [Features], 0, TensorStorage.RowMajor, Initializer.Ones);
        return builder.Build();
    }

    private static void Multiply(GpuFrame frame, ArrayView<float> from, int input, ArrayView<float> to, int output)
    {
        int length = frame.Count * Features;
        MultiplyKernel.On(frame.Device)(
            frame.Device.Stream, frame.Device.Elementwise(length), from.SubView(input * frame.Capacity), frame.Parameters, to.SubView(output * frame.Capacity), length);
    }
}
