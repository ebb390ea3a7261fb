namespace SparseGen.Tests.Training.State;

/// <summary>A user's hook with all kinds of state: it shifts gradients by what it has seen.</summary>
internal sealed class CountingHook : ITrainingHook, IStateful
{
    private ParameterVector? _last;
    private float[] _losses = [];
    private string _word = "none";

    public long Steps { get; private set; }

    public double Sum { get; private set; }

    public HookEffects Effects => HookEffects.None;

    void IStateful.DescribeState(StateFields state)
    {
        state.Setting("kind", "counting");
        state.Integer("steps", () => Steps, value => Steps = value);
        state.Real("sum", () => Sum, value => Sum = value);
        state.Text("word", () => _word, value => _word = value);
        state.Floats("losses", () => _losses, value => _losses = value);
        state.Vector("last", () => _last, value => _last = value);
    }

    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        float loss = next(batch);
        if (_last is not null)
        {
            context.Gradients.Axpy((float)(0.1 * Sum / Steps) + (0.01f * _losses.Length) + (0.01f * _word.Length), _last);
        }

        _last ??= context.Gradients.CreateLike();
        _last.CopyFrom(context.Gradients);
        _losses = [.. _losses, loss];
        _word = $"{_word}.";
        Steps++;
        Sum += loss;
        return loss;
    }
}
