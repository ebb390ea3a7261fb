using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Whatever moves parameters brings them back bit for bit, also when what is asked in between throws.</summary>
public sealed class RestorationTests
{
    private static readonly Dictionary<string, (Func<ITrainingHook> Create, int Calls)> Moving = new()
    {
        ["forward"] = (() => new GradientRegularization(0.1f, 0.3f), 2),
        ["backward"] = (() => new GradientRegularization(0.1f, 0.3f) { Scheme = GradientScheme.Backward }, 2),
        ["centered"] = (() => new GradientRegularization(0.1f, 0.3f) { Scheme = GradientScheme.Centered }, 3),
        ["sharpness"] = (() => new SharpnessAwareMinimization(0.1f), 2),
        ["adaptive"] = (() => new SharpnessAwareMinimization(0.1f) { Adaptive = true }, 2),
    };

    public static TheoryData<string, string> HooksOnDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string device in TestDevices.All)
            {
                foreach (string name in Moving.Keys)
                {
                    data.Add(name, device);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(HooksOnDevices))]
    public void ParametersComeBackBitForBit(string name, string device)
    {
        var faults = new Faults();
        using var regression = new Regression<SmoothMlp>(device, hooks: [Moving[name].Create(), faults]);
        uint[] before = Regression<SmoothMlp>.Bits(regression.Model.Parameters);
        for (int step = 0; step < 3; step++)
        {
            regression.Step();
            Assert.Equal(before, Regression<SmoothMlp>.Bits(regression.Model.Parameters));
        }

        Assert.Equal(3 * Moving[name].Calls, faults.Calls);

        // The gradients were taken elsewhere: the test would see a hook that does not move anything.
        Assert.Equal(3 * (Moving[name].Calls - 1), faults.CallsElsewhere);
    }

    [SkippableTheory]
    [MemberData(nameof(HooksOnDevices))]
    public void ParametersComeBackWhenAGradientFailsOrIsCancelled(string name, string device)
    {
        using var undisturbed = new Regression<SmoothMlp>(device, new Sgd(0.1f), Moving[name].Create());
        undisturbed.Step();
        undisturbed.Step();
        for (int call = 1; call <= Moving[name].Calls; call++)
        {
            foreach (Exception fault in new Exception[] { new InvalidDataException("fault"), new OperationCanceledException() })
            {
                var faults = new Faults();
                using var regression = new Regression<SmoothMlp>(device, new Sgd(0.1f), Moving[name].Create(), faults);
                regression.Step();
                uint[] before = Regression<SmoothMlp>.Bits(regression.Model.Parameters);

                faults.ThrowAt(call, fault);
                Assert.Same(fault, Record.Exception(() => regression.Step()));
                Assert.Equal(before, Regression<SmoothMlp>.Bits(regression.Model.Parameters));

                // And the hook works on as if nothing had happened.
                regression.Step();
                Assert.Equal(
                    Regression<SmoothMlp>.Bits(undisturbed.Model.Parameters), Regression<SmoothMlp>.Bits(regression.Model.Parameters));
            }
        }
    }

    [Fact]
    public void AnotherModelsDirectionLeavesTheParametersAlone()
    {
        using var mine = new Regression<SmoothMlp>("cpu-1");
        using var other = new Regression<LinearRegression>("cpu-1");
        uint[] before = Regression<SmoothMlp>.Bits(mine.Model.Parameters);
        var saved = new SavedParameters();

        Assert.Throws<ArgumentException>(() => saved.Move(mine.Model.Parameters, 1, other.Model.Gradients).Dispose());

        Assert.False(saved.IsHolding);
        Assert.Equal(before, Regression<SmoothMlp>.Bits(mine.Model.Parameters));
    }

    [Fact]
    public void SavesOnceUntilRestored()
    {
        using var regression = new Regression<SmoothMlp>("cpu-1");
        ParameterVector parameters = regression.Model.Parameters;
        uint[] before = Regression<SmoothMlp>.Bits(parameters);
        var saved = new SavedParameters();
        ParameterRestoration restoration = saved.Save(parameters);
        parameters.Clear();
        Assert.True(saved.IsHolding);
        Assert.Throws<InvalidOperationException>(() => saved.Save(parameters).Dispose());
        restoration.Dispose();
        Assert.Equal(before, Regression<SmoothMlp>.Bits(parameters));

        // A second call would take back what came after.
        parameters.Clear();
        restoration.Dispose();
        Assert.Equal(0, parameters.Norm());
    }

    /// <summary>The innermost hook: counts calls, sees where they are asked, and throws at one of them.</summary>
    private sealed class Faults : ITrainingHook
    {
        private uint[]? _home;
        private Exception? _fault;
        private int _callOfFault;

        public int Calls { get; private set; }

        public int CallsElsewhere { get; private set; }

        public void ThrowAt(int call, Exception fault) => (_callOfFault, _fault) = (Calls + call, fault);

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            uint[] here = Regression<SmoothMlp>.Bits(context.Parameters);
            _home ??= here;
            CallsElsewhere += here.AsSpan().SequenceEqual(_home) ? 0 : 1;
            if (++Calls == _callOfFault)
            {
                throw _fault!;
            }

            return next(batch);
        }
    }
}
