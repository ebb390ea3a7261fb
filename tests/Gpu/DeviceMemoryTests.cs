using System.Text.RegularExpressions;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Gpu;

/// <summary>A model that does not fit into a device. PoCL takes a limit from its environment when a process starts, so the test runs in a child process.</summary>
public sealed class DeviceMemoryTests
{
    [SkippableFact]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void AModelThatDoesNotFitSaysWhichBatchFits()
    {
        TestDevices.Get("opencl");
        var result = ChildTestRun.Run(
            $"FullyQualifiedName~{nameof(DeviceMemoryInChildTests)}", new Dictionary<string, string> { [DeviceMemoryInChildTests.LimitVariable] = "1" });
        Assert.True(result is { ExitCode: 0, Failed: 0, Passed: 1 }, result.Output);
    }
}

/// <summary>Part of <see cref="DeviceMemoryTests"/>.</summary>
public sealed partial class DeviceMemoryInChildTests
{
    /// <summary>The memory of PoCL's device in GB.</summary>
    public const string LimitVariable = "POCL_MEMORY_LIMIT";

    [SkippableFact]
    public void WhatTheMessageNamesFits()
    {
        Skip.If(Environment.GetEnvironmentVariable(LimitVariable) is null, "Runs in a process whose device has little memory.");
        Device device = TestDevices.Get("opencl");
        DeviceOutOfMemoryException exception = Assert.Throws<DeviceOutOfMemoryException>(() => OddMixer.Create(200_000, device));
        Match batch = Fitting().Match(exception.Message);
        Assert.True(batch.Success, exception.Message);
        int fits = int.Parse(batch.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(fits, 1000, 199_999);

        // The message cannot know what else is there: half of it leaves room for that.
        using OddMixer model = OddMixer.Create(fits / 2, device);
        using OddMixer alone = OddMixer.Create(1, Device.CpuWithThreads(1));
        float[] input = ValueRecipe.Values("input", OddMixer.Info.InputSize), output = new float[OddMixer.Info.OutputSize], expected = new float[OddMixer.Info.OutputSize];
        model.Forward(input, output);
        alone.Forward(input, expected);
        Approximately.Equal(ValueRecipe.Widen(expected), output, "output");
    }

    [GeneratedRegex(@"maxBatch up to (\d+) may fit")]
    private static partial Regex Fitting();
}
