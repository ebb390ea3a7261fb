using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>
/// The path of CUDA up to the driver, on a stub of it. A driver is found by name when a process starts, so the tests are in child processes, one for each set of the stub's
/// variables.
/// </summary>
public sealed class DriverCallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Dictionary<string, string>? _environment;

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void StepsAskTheDriverForNoMoreThanTheyNeed() =>
        Run($"{nameof(DriverCallInChildTests)}|FullyQualifiedName~{nameof(GraphsInChildTests)}", DriverCallInChildTests.Count + GraphsInChildTests.Count);

    [SkippableFact]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void WithoutGraphsStepsAreWhatTheyWere() => Run(nameof(KernelByKernelInChildTests), KernelByKernelInChildTests.Count, (CudaStub.Graphs, "0"));

    [SkippableTheory]
    [InlineData("1")]
    [InlineData("0")]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void WhatADriverRefusesIsExplainedAndChangesNothing(string graphs) =>
        Run(nameof(DriverFailureInChildTests), DriverFailureInChildTests.Count, (CudaStub.Graphs, graphs));

    [SkippableFact]
    public void DevicesAreListedAndOpenedByTheirIndex() =>
        Run(nameof(SeveralDevicesInChildTests), SeveralDevicesInChildTests.Count, (CudaStub.Devices, "3"), (CudaStub.Capability, "8.6"), (CudaStub.Memory, "268435456"));

    [SkippableFact]
    [Trait(TestScope.Trait, TestScope.Release)]
    public void ADeviceWithoutInstructionsIsTurnedDown() =>
        Run(nameof(UnknownDeviceInChildTests), UnknownDeviceInChildTests.Count, (CudaStub.Driver, "6000"));

    [SkippableFact]
    public void TheSecondStartCompilesNothing()
    {
        Run($"{nameof(KernelCacheInChildTests)}.{nameof(KernelCacheInChildTests.TheFirstStartCompilesEachKernelOnce)}", 1);
        Run($"{nameof(KernelCacheInChildTests)}.{nameof(KernelCacheInChildTests.TheSecondStartReadsThem)}", 1);
    }

    private void Run(string tests, int count, params (string Name, string Value)[] variables)
    {
        _environment ??= CudaStub.Build(_folder);
        foreach ((string name, string value) in variables)
        {
            _environment[name] = value;
        }

        ChildTestRun.Result result = ChildTestRun.Run($"FullyQualifiedName~{tests}", _environment);
        Assert.True(result.ExitCode == 0 && result.Failed == 0 && result.Passed == count, result.Output);
    }
}
