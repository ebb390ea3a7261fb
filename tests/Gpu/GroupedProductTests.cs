extern alias generators;

using System.Reflection;
using generators::SparseGen.Generators.Emission;
using generators::SparseGen.Generators.Emission.Gpu;
using generators::SparseGen.Generators.Emission.Model;
using generators::SparseGen.Generators.Ops;
using generators::SparseGen.Generators.Planning;
using generators::SparseGen.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseGen.Execution;

namespace SparseGen.Tests.Gpu;

/// <summary>
/// Forms of the product that no layer lowers to by itself: groups with weights row by row and in panels, and
/// products of two activations. The program is built by hand, its GPU text compiled and run, and compared with plain loops.
/// </summary>
[Trait("Category", "Gpu")]
public sealed class GroupedProductTests
{
    // x [2, 10] -> two groups of [2, 5] times [5, 6] -> three groups of [2, 4] times [4, 15] -> each times its own transpose, [2, 2].
    private const int Rows = 2, Inputs = 10, FirstWeights = 2 * 5 * 6, Middle = 12, SecondWeights = 45 * 4, Wide = 45, Outputs = 12;

    private static readonly Lazy<MethodInfo> Factory = new(Compile);

    public static TheoryData<string> Devices => [.. TestDevices.Gpus];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void GroupsAgreeWithPlainLoops(string deviceName)
    {
        const int Batch = 5;
        using ModelEngine engine = Create(TestDevices.Get(deviceName), Batch);
        float[] first = ValueRecipe.Values("first", FirstWeights);
        float[] second = ValueRecipe.Values("second", SecondWeights);
        float[] input = ValueRecipe.Values("input", Batch * Rows * Inputs);
        float[] outputGradient = ValueRecipe.Values("output_gradient", Batch * Outputs);
        engine.Parameters.SetTensor("first", first);
        engine.Parameters.SetTensor("second", second);
        engine.ForwardTraining(input);
        double[][] arguments = [ValueRecipe.Widen(input), ValueRecipe.Widen(first), ValueRecipe.Widen(second)];
        Approximately.Equal(Forward(arguments), engine.Output, "output");

        engine.Backward(outputGradient);
        double[] gradientOfOutput = ValueRecipe.Widen(outputGradient);
        Approximately.Equal(Differences(arguments, 1, gradientOfOutput), Gradient(engine, "first", FirstWeights), "gradient of first");
        Approximately.Equal(Differences(arguments, 2, gradientOfOutput), Gradient(engine, "second", SecondWeights), "gradient of second");
        Approximately.Equal(Differences(arguments, 0, gradientOfOutput), engine.InputGradient, "gradient of the input");
        Assert.Equal(
            Gradient(engine, "second", SecondWeights).Sum(static g => (double)g * g) + Gradient(engine, "first", FirstWeights).Sum(static g => (double)g * g),
            engine.Gradients.Dot(engine.Gradients),
            tolerance: 1e-3);
    }

    [Fact]
    public void KernelsCompileToPtx()
    {
        Type kernels = Factory.Value.DeclaringType!.GetNestedType("GpuKernels", BindingFlags.NonPublic)!;
        PtxCompiler.AssertCompile(
            kernels.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(static kernel => kernel.InSinglePrecision()));
    }

    private static ModelEngine Create(Device device, int maxBatch)
    {
        var info = new ModelInfo
        {
            Name = "Grouped",
            InputShape = [Rows, Inputs],
            OutputShape = [Outputs],
            InputSize = Rows * Inputs,
            OutputSize = Outputs,
            ParameterCount = FirstWeights + SecondWeights,
            Macs = 0,
            Layers = [],
            Tensors = [new TensorInfo("first", [2, 5, 6]), new TensorInfo("second", [3, 15, 4])],
        };
        return (ModelEngine)Factory.Value.Invoke(null, [info, maxBatch, device])!;
    }

    private static float[] Gradient(ModelEngine engine, string name, int count)
    {
        float[] gradient = new float[count];
        engine.Gradients.GetTensor(name, gradient);
        return gradient;
    }

    private static double[] Forward(double[][] arguments)
    {
        (double[] x, double[] first, double[] second) = (arguments[0], arguments[1], arguments[2]);
        int batch = x.Length / (Rows * Inputs);
        double[] output = new double[batch * Outputs];
        for (int sample = 0; sample < batch; sample++)
        {
            double Middle1(int row, int n) => Enumerable.Range(0, 5).Sum(k =>
                x[(sample * Rows * Inputs) + (row * Inputs) + (n / 6 * 5) + k] * first[(n / 6 * 30) + (k * 6) + (n % 6)]);
            double[] middle = [.. Enumerable.Range(0, Rows * Middle).Select(i => Middle1(i / Middle, i % Middle))];
            double Wide1(int row, int n) => Enumerable.Range(0, 4).Sum(k => middle[(row * Middle) + (n / 15 * 4) + k] * second[(n * 4) + k]);
            double[] wide = [.. Enumerable.Range(0, Rows * Wide).Select(i => Wide1(i / Wide, i % Wide))];
            for (int i = 0; i < Outputs; i++)
            {
                (int group, int m, int n) = (i / 4, i / 2 % 2, i % 2);
                output[(sample * Outputs) + i] = Enumerable.Range(group * 15, 15).Sum(k => wide[(m * Wide) + k] * wide[(n * Wide) + k]);
            }
        }

        return output;
    }

    /// <summary>The gradient by one argument. The output is quadratic in each, so central differences have no error but rounding.</summary>
    private static double[] Differences(double[][] arguments, int which, double[] outputGradient)
    {
        double Loss() => Forward(arguments).Zip(outputGradient, static (y, g) => y * g).Sum();
        double[] argument = arguments[which];
        double[] gradient = new double[argument.Length];
        for (int i = 0; i < argument.Length; i++)
        {
            double value = argument[i];
            argument[i] = value + 0.5;
            double ahead = Loss();
            argument[i] = value - 0.5;
            gradient[i] = ahead - Loss();
            argument[i] = value;
        }

        return gradient;
    }

    private static ModelGraph BuildProgram()
    {
        var input = new Value("input", ValueKind.Activation, Shape.Of(Rows, Inputs), null);
        var program = new ModelGraph { Input = input };
        Value Weight(string name, ParameterStorage storage, params int[] shape)
        {
            var parameter = new Parameter(name, Shape.Of(shape), storage, "Initializer.Zeros", null);
            program.Parameters.Add(parameter);
            return new Value(name, ValueKind.Parameter, parameter.Shape, null, parameter);
        }

        var builder = new ProgramBuilder(program);
        Value middle = builder.Append(new ProductOp(
            new Extents(2, Rows, 5, 6), input, new Strides(5, Inputs, 1),
            Weight("first", ParameterStorage.RowMajor, 2, 5, 6), new Strides(30, 6, 1),
            new Value("middle", ValueKind.Activation, Shape.Of(Rows, Middle), null), new Strides(6, Middle, 1)));
        Value wide = builder.Append(new ProductOp(
            new Extents(3, Rows, 4, 15), middle, new Strides(4, Middle, 1),
            Weight("second", ParameterStorage.GroupedPanels, 3, 15, 4), new Strides(60, 1, 4),
            new Value("wide", ValueKind.Activation, Shape.Of(Rows, Wide), null), new Strides(15, Wide, 1)));
        program.Output = builder.Append(new ProductOp(
            new Extents(3, Rows, 15, Rows), wide, new Strides(15, Wide, 1), wide, new Strides(15, 1, Wide),
            new Value("products", ValueKind.Activation, Shape.Of(Outputs), null), new Strides(4, 2, 1)));
        return program;
    }

    private static MethodInfo Compile()
    {
        Plan plan = Planner.Plan(BuildProgram());
        var code = new CodeWriter();
        using (GeneratedNamespace.Open(code, hasGpu: true))
        {
            using (code.Block("public static class Grouped"))
            {
                LayoutEmitter.Write(code, plan);
                OffsetEmitter.Write(code, plan);
                ActivationEmitter.Write(code, plan.Program, plan.Training!);
                GpuEmitter.Write(code, plan);
                code.Line($"public static ModelEngine Create(ModelInfo info, int maxBatch, Device device) =>");
                code.Line($"    ModelEngine.Create<global::{typeof(FeatureScaleProgram).FullName}, GpuEngines<GpuProgram>>(info, Layout, maxBatch, device, 0);");
            }
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(FeatureScaleProgram).Assembly.Location).Distinct().Select(static path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Grouped", [CSharpSyntaxTree.ParseText(code.ToString())], references, options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(stream.ToArray()).GetType("SparseGen.Generated.Grouped")!.GetMethod("Create")!;
    }
}
