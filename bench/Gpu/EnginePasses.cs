using System.Reflection;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Gpu;

namespace SparseGen.Bench.Gpu;

/// <summary>The passes of a model as its device gets them, without the copies that surround them: what was uploaded last is computed again.</summary>
internal abstract class EnginePasses
{
    /// <summary>The passes of a model that lives on a GPU.</summary>
    /// <param name="model">The model; inputs and gradients of the output have been uploaded by a call of each of its members.</param>
    /// <param name="batch">Samples.</param>
    public static EnginePasses Of(object model, int batch)
    {
        FieldInfo field = model.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single(static field => field.FieldType == typeof(ModelEngine));
        object engine = field.GetValue(model)!;
        Type program = engine.GetType().GetGenericArguments().Single();
        return (EnginePasses)Activator.CreateInstance(typeof(EnginePasses<>).MakeGenericType(program), engine, batch)!;
    }

    /// <summary>Inference.</summary>
    public abstract void Infer();

    /// <summary>Gradients of the parameters, after a forward pass.</summary>
    public abstract void Backward();

    /// <summary>The same and that of the input.</summary>
    public abstract void BackwardToInput();

    /// <summary>Puts records in front of all kernels that all models of this class launch.</summary>
    /// <param name="timed">How often in a row each is launched to be timed; 0 counts only.</param>
    public abstract LaunchRecorder Record(int timed);
}

/// <summary>Those of an engine.</summary>
/// <typeparam name="TProgram">What the generator emitted.</typeparam>
internal sealed class EnginePasses<TProgram>(GpuEngine<TProgram> engine, int batch) : EnginePasses
    where TProgram : struct, IGpuProgram
{
    private readonly GpuFrame _frame = Frame(engine, batch);

    /// <inheritdoc/>
    public override void Infer() => TProgram.Infer(_frame);

    /// <inheritdoc/>
    public override void Backward() => Backward(inputGradient: false);

    /// <inheritdoc/>
    public override void BackwardToInput() => Backward(inputGradient: true);

    /// <inheritdoc/>
    public override LaunchRecorder Record(int timed) => LaunchRecorder.Of<TProgram>(_frame.Device, timed);

    private void Backward(bool inputGradient)
    {
        TProgram.Backward(_frame, inputGradient);
        _frame.AddAllPartials();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Frame")]
    private static extern GpuFrame Frame(GpuEngine<TProgram> engine, int batch);
}
