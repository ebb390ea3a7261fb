namespace SparseGen.Tests.Training;

/// <summary>Learning rates step by step.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void WarmUpAndCosineArePyTorchs()
    {
        float[] expected = new Fixture("training")["schedule"];
        var schedule = new CosineSchedule(warmUpSteps: 4, minimumLearningRate: 0.015625f);
        for (int step = 0; step < expected.Length; step++)
        {
            float actual = schedule.LearningRate(0.25f, step, expected.Length);
            Assert.True(Math.Abs(expected[step] - actual) <= 1e-7, $"step {step}: {actual:G9}, expected {expected[step]:G9}");
        }
    }

    [Fact]
    public void CosineBeginsAtThePeakAndEndsAboveTheMinimum()
    {
        var schedule = new CosineSchedule(minimumLearningRate: 0.1f);
        Assert.Equal(1f, schedule.LearningRate(1, 0, 100));
        Assert.InRange(schedule.LearningRate(1, 99, 100), 0.1f, 0.101f);
        Assert.Equal(0.1f, schedule.LearningRate(1, 100, 100));
    }

    [Fact]
    public void ARunShorterThanItsWarmUpNeverGoesBeyondThePeak()
    {
        var schedule = new CosineSchedule(warmUpSteps: 10);
        float[] rates = [.. Enumerable.Range(0, 5).Select(step => schedule.LearningRate(1, step, 5))];
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f], rates);
    }

    [Fact]
    public void ConstantIsConstant() => Assert.Equal(0.3f, new ConstantSchedule().LearningRate(0.3f, 7, 9));

    [Fact]
    public void RejectsValuesOutsideTheirRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("step", () => new CosineSchedule().LearningRate(1, -7, 0));
        Assert.Throws<ArgumentOutOfRangeException>("warmUpSteps", () => new CosineSchedule(warmUpSteps: -1));
        Assert.Throws<ArgumentOutOfRangeException>("minimumLearningRate", () => new CosineSchedule(minimumLearningRate: -1));
        Assert.Throws<ArgumentOutOfRangeException>("minimumLearningRate", () => new CosineSchedule(minimumLearningRate: float.NaN));
    }
}
