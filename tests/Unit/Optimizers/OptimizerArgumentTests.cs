using SparseGen.Tests.Training;

namespace SparseGen.Tests.Optimizers;

/// <summary>Misuse of optimisers: the exception, and what it names.</summary>
public sealed class OptimizerArgumentTests
{
    public static TheoryData<string, Func<object>> WrongArguments => new()
    {
        { "learningRate", () => new Sgd(learningRate: -1) },
        { "learningRate", () => new AdamW(learningRate: float.NaN) },
        { "learningRate", () => new Adam(learningRate: float.PositiveInfinity) },
        { "learningRate", () => new Sgd { LearningRate = -0.5f } },
        { "momentum", () => new Sgd(momentum: 1) },
        { "momentum", () => new Sgd(momentum: -0.5f) },
        { "weightDecay", () => new Sgd(weightDecay: -1) },
        { "weightDecay", () => new Adam(weightDecay: float.NaN) },
        { "beta1", () => new Adam(beta1: 1) },
        { "beta2", () => new AdamW(beta2: -0.1f) },
        { "epsilon", () => new AdamW(epsilon: 0) },
        { "learningRate", () => new Lion(learningRate: -1) },
        { "beta1", () => new Lion(beta1: 1) },
        { "beta2", () => new Lion(beta2: float.NaN) },
        { "weightDecay", () => new Lion(weightDecay: -1) },
    };

    [Theory]
    [MemberData(nameof(WrongArguments), DisableDiscoveryEnumeration = true)]
    public void RejectsValuesOutsideTheirRange(string name, Func<object> action)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(action);
        Assert.Equal(name, exception.ParamName);
        Assert.Contains($"{name} is ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NesterovNeedsMomentum() =>
        Assert.Equal("nesterov", Assert.Throws<ArgumentException>(() => new Sgd(nesterov: true)).ParamName);

    [Fact]
    public void StateStaysWithItsLayout()
    {
        var optimizer = new AdamW();
        ParameterVector mine = LinearProbe.NewVector(Device.CpuWithThreads(1));
        ParameterVector other = new CpuParameterVector(LinearProbe.NewLayout(), (CpuDevice)Device.CpuWithThreads(1));
        optimizer.Step(mine, mine.CreateLike());

        var exception = Assert.Throws<ArgumentException>(() => optimizer.Step(other, other.CreateLike()));
        Assert.Equal("parameters", exception.ParamName);
        Assert.Contains("AdamW", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, optimizer.StepCount);
    }

    [Fact]
    public void GradientsNeedTheLayoutOfTheParameters()
    {
        ParameterVector mine = LinearProbe.NewVector(Device.CpuWithThreads(1));
        ParameterVector other = new CpuParameterVector(LinearProbe.NewLayout(), (CpuDevice)Device.CpuWithThreads(1));
        Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => new Sgd().Step(mine, other)).ParamName);
    }
}
