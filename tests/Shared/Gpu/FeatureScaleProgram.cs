using ILGPU;
using ILGPU.Runtime;
using SparseGen.Execution;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>A model as small as can be, written by hand in the form of generated ones: output = weight * input, feature by feature.</summary>
public struct FeatureScaleProgram : IGpuProgram, ICpuProgram
{
    private const int Features = 5;

    private Action<KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<float>, int>? _multiply;
    private Action<KernelConfig, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>? _sumProducts;

    public static int ChunkSamples => 1;

    public static int InferenceScratch => 2 * Features;

    public static int InferenceInput => 0;

    public static int InferenceOutput => Features;

    public static int TrainingKept => 4 * Features;

    public static int TrainingScratch => 0;

    public static int TrainingInput => 0;

    public static int TrainingOutput => Features;

    public static int TrainingOutputGradient => 2 * Features;

    public static int TrainingInputGradient => 3 * Features;

    public static int LargestGradient => Features;

    public static int DerivedLength => 0;

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

    public void Infer(GpuFrame frame) => Multiply(frame, frame.Scratch, InferenceInput, frame.Scratch, InferenceOutput);

    public void ForwardTraining(GpuFrame frame) => Multiply(frame, frame.Kept, TrainingInput, frame.Kept, TrainingOutput);

    public void Backward(GpuFrame frame, bool inputGradient)
    {
        int splits = frame.Split(frame.Count, out int chunk);
        _sumProducts ??= frame.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>(SumProducts);
        _sumProducts(
            new KernelConfig(splits, 32),
            frame.Kept.SubView(TrainingInput * frame.Capacity),
            frame.Kept.SubView(TrainingOutputGradient * frame.Capacity),
            frame.Partials,
            frame.Count,
            chunk);
        frame.AddPartials(frame.Gradients, Features, splits);
        if (inputGradient)
        {
            Multiply(frame, frame.Kept, TrainingOutputGradient, frame.Kept, TrainingInputGradient);
        }
    }

    static void ICpuProgram.Derive(ref float parameters, ref float derived) => throw new NotSupportedException();

    static void ICpuProgram.Infer(CpuFrame frame) => throw new NotSupportedException();

    static void ICpuProgram.ForwardTraining(CpuFrame frame) => throw new NotSupportedException();

    static void ICpuProgram.Backward(CpuFrame frame, bool inputGradient) => throw new NotSupportedException();

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

    private void Multiply(GpuFrame frame, ArrayView<float> from, int input, ArrayView<float> to, int output)
    {
        _multiply ??= frame.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(MultiplyFeatures);
        int length = frame.Count * Features;
        _multiply(frame.Device.Elementwise(length), from.SubView(input * frame.Capacity), frame.Parameters, to.SubView(output * frame.Capacity), length);
    }
}
